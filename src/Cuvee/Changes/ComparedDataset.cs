using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Model;
using Cuvee.Report;
using Cuvee.Verify;

namespace Cuvee.Changes;

/// <summary>What manifest.json and recipe.json say of one of two datasets that are compared.</summary>
internal sealed record ComparedDataset
{
    public required string Name { get; init; }

    public required string ContentDigest { get; init; }

    public required long Kept { get; init; }

    /// <summary>The resolved recipe.</summary>
    public required JsonElement Recipe { get; init; }

    /// <summary>Digests of input files by source and key.</summary>
    public required ImmutableSortedDictionary<(string Source, string File), string> Inputs { get; init; }

    /// <summary>Digests of references, benchmarks and models, by list and key.</summary>
    public required ImmutableSortedDictionary<(string List, string File), string> Others { get; init; }

    /// <summary>The versions of each operator and library, joined where it has several.</summary>
    public required ImmutableSortedDictionary<string, string> Versions { get; init; }

    /// <summary>Its splits have exact sizes.</summary>
    public bool HasExactSizes =>
        Recipe.TryGetProperty("datasets", out var datasets) && datasets.TryGetProperty(Name, out var dataset) && dataset.TryGetProperty("split", out var split)
        && split.TryGetProperty("sizes", out var sizes) && sizes.ValueEquals("exact");

    /// <exception cref="CuveeException">The folder's documents cannot be read.</exception>
    public static ComparedDataset Read(string folder) => Manifest.Read(folder, Manifest.Name, manifest => new ComparedDataset
    {
        Name = manifest.Text("name"),
        ContentDigest = manifest.Text("content_digest"),
        Kept = manifest.GetProperty("counts").Number("kept"),
        Recipe = Manifest.Read(folder, "recipe.json", recipe => recipe.Clone()),
        Inputs = Digests(manifest.Files("inputs").Select(file => ((file.Text("source"), file.Text("file")), file.Text("sha256")))),
        Others = Digests(((string[])["references", "benchmarks", "models", "tokenizers"]).SelectMany(list => manifest.Files(list).Select(file => ((list, file.Text("file")), file.Text("sha256"))))),
        Versions = manifest.List("operators").GroupBy(call => call.Text("name"), call => call.Text("version"), StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => string.Join(" and ", group.Distinct(StringComparer.Ordinal)), StringComparer.Ordinal),
    });

    private static ImmutableSortedDictionary<(string, string), string> Digests(IEnumerable<((string, string) Key, string Sha256)> files) =>
        files.GroupBy(file => file.Key, file => file.Sha256).ToImmutableSortedDictionary(group => group.Key, group => group.First(), Comparer<(string, string)>.Create(Order));

    private static int Order((string First, string Second) a, (string First, string Second) b) =>
        string.CompareOrdinal(a.First, b.First) is var order and not 0 ? order : string.CompareOrdinal(a.Second, b.Second);
}
