using System.Collections.Immutable;
using Cuvee.Decontaminate;

namespace Cuvee.Recipes;

/// <summary>An entry of <c>decontaminate</c>: benchmarks, when one of their items is found in a record, and what becomes of the record.</summary>
public sealed record DecontaminateRule
{
    /// <summary>Where it stands.</summary>
    public required Mark Mark { get; init; }

    /// <summary>Paths and globs of the benchmarks, relative to the recipe; at least one.</summary>
    public required ImmutableArray<string> Against { get; init; }

    /// <summary>What the benchmarks are called; null takes the files' names.</summary>
    public string? Name { get; init; }

    /// <summary>Which of their columns are what, see <see cref="BenchmarkSource.Map"/>.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Map { get; init; } = [];

    /// <summary>Words of an n-gram.</summary>
    public required int WordsPerNgram { get; init; }

    /// <summary>The covered share of a question or passage from which it is found.</summary>
    public required decimal Share { get; init; }

    /// <summary>The same of an answer.</summary>
    public required decimal AnswerShare { get; init; }

    /// <summary>Words of one run that are enough whatever the share.</summary>
    public required int Longest { get; init; }

    public ContaminationAction Action { get; init; }

    /// <summary>A file, relative to the recipe, with a text a line whose n-grams never count; null for none.</summary>
    public string? Allow { get; init; }

    /// <summary>The rule that the engine follows.</summary>
    internal ContaminationRule Limits => new() { WordsPerNgram = WordsPerNgram, Share = Share, AnswerShare = AnswerShare, Longest = Longest };

    /// <summary>What the entry was run with, for the list of operators; holds no absolute path.</summary>
    internal string Parameters =>
        $"against: {string.Join(", ", Against.Select(WithoutRoot))}{(Name is null ? "" : $", name: {Name}")}{string.Concat(Map.Select(column => $", {column.Key}: {column.Value}"))}, n: {Numbers.Text(WordsPerNgram)}, "
        + $"share: {Numbers.Text(Share)}, answer_share: {Numbers.Text(AnswerShare)}, longest: {Numbers.Text(Longest)}, action: {ActionWord}{(Allow is null ? "" : $", allow: {WithoutRoot(Allow)}")}";

    internal string ActionWord => Action.ToString().ToLowerInvariant();

    /// <summary>A path as artefacts name it: of an absolute one the last segment.</summary>
    internal static string WithoutRoot(string path) => Path.IsPathRooted(path) ? Path.GetFileName(path) : path;
}
