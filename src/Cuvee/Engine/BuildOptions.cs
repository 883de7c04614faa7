using Cuvee.Ingest;
using Cuvee.Locks;

namespace Cuvee.Engine;

/// <summary>How a build runs. Nothing here shows in the output.</summary>
public sealed record BuildOptions
{
    /// <summary>Half of what the process may use.</summary>
    public static long DefaultMemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Where the datasets go; null for <c>build/NAME</c> beside the recipe.</summary>
    public string? Out { get; init; }

    /// <summary>The datasets to build; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What may be kept in memory of records; what needs more is worked on in pieces.</summary>
    public long MemoryBytes { get; init; } = DefaultMemoryBytes;

    /// <summary>The size of the blocks that inputs are cut into.</summary>
    public int BlockBytes { get; init; } = Block.DefaultBytes;

    /// <summary>Decide and say what would be written, and write nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether to reuse what earlier builds left in the store and to keep what this one leaves.</summary>
    public bool UsesCache { get; init; } = true;

    /// <summary>What the build must come to, or nothing is published; null when anything is welcome.</summary>
    public LockFile? Lock { get; init; }

    public IProgress Progress { get; init; } = new NoProgress();
}
