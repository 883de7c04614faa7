namespace Cuvee.Similarity;

/// <summary>What near-duplicate detection goes by, and what it may use. Only the first three say anything about the result.</summary>
internal sealed record NearOptions
{
    /// <summary>With less memory than this an index would be nothing but segments.</summary>
    public const long LeastIndexBytes = 16 << 20;

    /// <summary>The Jaccard similarity from which on a record is a near-duplicate.</summary>
    public required double Similarity { get; init; }

    /// <summary>How signatures are cut.</summary>
    public required Banding Banding { get; init; }

    /// <summary>Large enough for any natural cluster, small enough for hostile ones.</summary>
    public const int DefaultCandidateLimit = 256;

    /// <summary>How many candidates a record is compared with, and how many members a bucket holds; at most 65,535.</summary>
    public int CandidateLimit { get; init; } = DefaultCandidateLimit;

    public int Threads { get; init; } = 1;

    /// <summary>What the index of kept records may take; beyond it the work is done in segments.</summary>
    public long MaxIndexBytes { get; init; } = long.MaxValue;

    /// <summary>Gives a new file to write, rewind and read back, when there are segments; it is disposed of when it is no longer needed.</summary>
    public Func<Stream> Scratch { get; init; } = () => new MemoryStream();

    /// <summary>How many records are looked up side by side before they are decided one after the other, at most. About 1 KB each.</summary>
    public int BatchRecords { get; init; } = 8192;

    /// <summary>What is remembered of earlier searches and kept for later ones; null for nothing. Of use where all records are of one group.</summary>
    public NearMemory? Memory { get; init; }

    /// <summary>Told how many records were decided, now and then.</summary>
    public Action<int> Progress { get; init; } = _ => { };

    /// <summary>The banding that finds a similarity, and everything else as it is without being asked for.</summary>
    public static NearOptions For(decimal similarity, int threads) => new() { Similarity = (double)similarity, Banding = Banding.For((double)similarity), Threads = threads };
}
