using Cuvee.Cache;
using Cuvee.Similarity;

namespace Cuvee.Engine;

/// <summary>What a decision may use; shows in no result.</summary>
/// <param name="Threads">Workers for comparing texts.</param>
/// <param name="MemoryBytes">What all that is kept in memory of records may take together.</param>
/// <param name="Scratch">Gives a new file to write, rewind and read back.</param>
/// <param name="Progress">Told how far it is.</param>
internal sealed record DecisionMeans(int Threads, long MemoryBytes, Func<Stream> Scratch, IProgress Progress)
{
    /// <summary>What is reused of earlier builds and kept for later ones; null for nothing.</summary>
    public BuildCache? Cache { get; init; }

    /// <summary>Bytes that the facts of a record take beside what near-duplicates need.</summary>
    private const long FactBytes = 200;

    /// <summary>What is left for an index of near-duplicates beside the facts of so many records.</summary>
    public long IndexBytes(long records) => Math.Max(NearOptions.LeastIndexBytes, MemoryBytes - (records * FactBytes));
}
