using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>A file that holds a benchmark.</summary>
public sealed record BenchmarkSource
{
    /// <summary>The words that a map may use.</summary>
    public static readonly ImmutableArray<string> MapWords = ["question", "answer", "passage", "item"];

    /// <summary>Where the file is.</summary>
    public required string Path { get; init; }

    /// <summary>What it is called in errors and reports.</summary>
    public required string FileKey { get; init; }

    /// <summary>What the benchmark is called; null takes the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>Which columns are question, answer, passage and item (its name), by dotted paths; a word may come several times. Where there is a map, nothing is guessed.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Map { get; init; } = [];

    /// <summary>Checks the words of the map.</summary>
    /// <exception cref="CuveeException">One is unknown.</exception>
    internal void CheckMap()
    {
        foreach (var (word, _) in Map)
        {
            if (!MapWords.Contains(word)) throw new CuveeException($"{FileKey}: map: unknown part '{word}'; use one of {string.Join(", ", MapWords)}");
        }
    }
}
