using System.Runtime.CompilerServices;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>
/// What the last search of the same kind found, for one that comes later, and what this one finds. Texts are known by their identities. The result of a search is
/// the same with and without: what is remembered is what would be computed, or marks a record as one that may meet another although it does not.
/// </summary>
/// <param name="identityOf">The identity of a position's text: 128 bits of hashes of all that its signature and shingles are made of.</param>
/// <param name="last">What was found last; null where nothing is remembered.</param>
internal sealed class NearMemory(Func<int, Hash128> identityOf, NearFindings? last)
{
    /// <summary>Which pairs are remembered shows in no result, so where records meet many others, most of these pairs are not.</summary>
    private const int PairsPerRecord = 2;

    private readonly PairTable _pairs = new(last?.Pairs ?? []);
    private readonly List<ComparedPair> _compared = [];
    private (Hash128[] Records, bool[] IsShared, uint[][] Keys) _bands = ([], [], []);

    /// <summary>What was found last.</summary>
    public NearFindings? Last => last;

    /// <summary>What this search found; complete when it has ended.</summary>
    public NearFindings Findings => new(_bands.Records, _bands.IsShared, _bands.Keys, [.. _compared]);

    /// <summary>What is held of each record, of the last search and of this one.</summary>
    public static long BytesPerRecord(Banding banding) => 2 * (Unsafe.SizeOf<Hash128>() + sizeof(bool) + (sizeof(uint) * (long)banding.Bands) + (2 * PairsPerRecord * Unsafe.SizeOf<ComparedPair>()));

    /// <summary>How many pairs a search of so many records may have remembered.</summary>
    public static int MostPairs(int records) => (int)Math.Min((long)records * PairsPerRecord, Array.MaxLength);

    public Hash128 IdentityOf(int position) => identityOf(position);

    /// <summary>Takes in what was found of the bands of all records.</summary>
    public void Take(Hash128[] records, bool[] isShared, uint[][] keys) => _bands = (records, isShared, keys);

    /// <summary>Takes in the pairs that a worker compared or remembered.</summary>
    public void Take(IEnumerable<ComparedPair> pairs) => _compared.AddRange(pairs);

    /// <summary>The similarity of two positions, if they were compared last time. For several threads.</summary>
    public bool TryRecall(int position, int other, out ComparedPair pair) => _pairs.TryFind(identityOf(position), identityOf(other), out pair);
}
