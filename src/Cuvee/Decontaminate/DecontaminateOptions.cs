using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Ingest;

namespace Cuvee.Decontaminate;

/// <summary>What a decontamination searches for and how it runs. The last three do not show in the output.</summary>
public sealed record DecontaminateOptions
{
    /// <summary>The benchmarks' files, relative to <see cref="Folder"/>.</summary>
    public required ImmutableArray<string> Against { get; init; }

    /// <summary>Their names, in the same order; none takes the files' names.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Which columns of the benchmarks are what, see <see cref="BenchmarkSource.Map"/>.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Map { get; init; } = [];

    /// <summary>When an item is found.</summary>
    public ContaminationRule Rule { get; init; } = new();

    public ContaminationAction Action { get; init; }

    /// <summary>A file with a text a line whose n-grams never count; null for none.</summary>
    public string? Allow { get; init; }

    /// <summary>What the records are read as: <c>auto</c>, or a word of the recipe's <c>format</c>.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>What a column of the inputs is read as (<c>user</c>), to its dotted path (<c>problem</c>). Where there is a map, nothing is guessed.</summary>
    public ImmutableArray<KeyValuePair<string, string>> InputMap { get; init; } = [];

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    public int Threads { get; init; } = Environment.ProcessorCount;

    public int BlockBytes { get; init; } = Block.DefaultBytes;

    public IProgress Progress { get; init; } = new NoProgress();
}
