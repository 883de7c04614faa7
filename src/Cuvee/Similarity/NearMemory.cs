using System.Runtime.CompilerServices;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>
/// What the last search of the same kind found, for one that comes later, and what this one finds. Texts are known by their identities. The result of a search is
/// the same with and without: what is remembered is what would be computed, or marks a record as one that may meet another although it does not.
/// </summary>
/// <param name="identityOf">The identity of a position's text: 128 bits of hashes of all that its signature and shingles are made of.</param>
/// <param name="records">How many records are searched.</param>
/// <param name="last">What was found last; null where nothing is remembered.</param>
internal sealed class NearMemory(Func<int, Hash128> identityOf, int records, NearFindings? last)
{
    /// <summary>Which pairs are remembered shows in no result, so where records meet many others, most of these pairs are not.</summary>
    private const int PairsPerRecord = 2;

    private readonly PairTable _pairs = new(last?.Pairs ?? []);

    /// <summary>What was found last.</summary>
    public NearFindings Last => last ?? NearFindings.None;

    /// <summary>What this search found; complete when it has ended.</summary>
    public NearFindings Findings { get; private set; } = NearFindings.None;

    /// <summary>How many pairs may be remembered.</summary>
    public int MostPairs => (int)Math.Min((long)records * PairsPerRecord, Array.MaxLength);

    /// <summary>What is held of each record, of the last search and of this one.</summary>
    public static long BytesPerRecord(Banding banding) => 2 * (Unsafe.SizeOf<Hash128>() + sizeof(bool) + (sizeof(uint) * (long)banding.Bands) + (2 * PairsPerRecord * Unsafe.SizeOf<ComparedPair>()));

    public Hash128 IdentityOf(int position) => identityOf(position);

    /// <summary>Keeps what was found of the bands of all records.</summary>
    public void KeepBands(Hash128[] identities, bool[] isShared, uint[][] keys) => Findings = Findings with { Records = identities, IsShared = isShared, Keys = keys };

    /// <summary>Keeps the pairs that were compared or remembered.</summary>
    public void KeepPairs(IEnumerable<ComparedPair> pairs) => Findings = Findings with { Pairs = [.. pairs] };

    /// <summary>The similarity of two positions, if they were compared last time. For several threads.</summary>
    public bool TryRecall(int position, int other, out ComparedPair pair) => _pairs.TryFind(identityOf(position), identityOf(other), out pair);
}
