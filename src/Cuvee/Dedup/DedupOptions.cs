using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Recipes;

namespace Cuvee.Dedup;

/// <summary>What a deduplication without a recipe compares and how it runs. Threads, memory, blocks and progress do not show in the output.</summary>
public sealed record DedupOptions
{
    /// <summary>What makes two records exact duplicates.</summary>
    public DedupKey Key { get; init; } = DedupKey.Conversation;

    /// <summary>What makes two records near-duplicates; null looks for none.</summary>
    public NearDuplicates? Near { get; init; }

    public KeepRule Keep { get; init; }

    /// <summary>Files whose records count as kept already, relative to <see cref="Folder"/>; they are not written.</summary>
    public ImmutableArray<string> Against { get; init; } = [];

    /// <summary>Where removed lines go; null for beside the output.</summary>
    public string? Removed { get; init; }

    /// <summary>What the records are read as: <c>auto</c>, or a word of the recipe's <c>format</c>.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>What a column of the inputs is read as (<c>user</c>), to its dotted path (<c>problem</c>). Where there is a map, nothing is guessed.</summary>
    public ImmutableArray<KeyValuePair<string, string>> InputMap { get; init; } = [];

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What may be kept in memory of records; what needs more is worked on in pieces.</summary>
    public long MemoryBytes { get; init; } = BuildOptions.DefaultMemoryBytes;

    public int BlockBytes { get; init; } = Block.DefaultBytes;

    /// <summary>From which length on a file of plain JSON lines is read where it lies; what a shorter one holds is put aside, so that few files stay open.</summary>
    public long InPlaceBytes { get; init; } = 16 << 20;

    public IProgress Progress { get; init; } = new NoProgress();
}
