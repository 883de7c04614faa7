using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Publish;

namespace Cuvee.Verify;

/// <summary>Finds files that a gate needs beside the dataset, by what they are called and by their digest: the place does not matter, the bytes do.</summary>
internal sealed class ReferenceFiles
{
    private readonly Func<string, IEnumerable<string>> _candidates;

    private ReferenceFiles(Func<string, IEnumerable<string>> candidates) => _candidates = candidates;

    /// <summary>Where a build has just read them.</summary>
    public static ReferenceFiles At(ImmutableArray<InputPath> files) => new(key => files.Where(file => file.Key == key).Select(file => file.Path));

    /// <summary>
    /// For a dataset that lies somewhere: below the folder of the source files, when it is given, under any path that ends in the file key; else where the key
    /// leads from any folder above the dataset, the nearest first, which is where the recipe stands unless the output went elsewhere.
    /// </summary>
    public static ReferenceFiles Above(string folder, string? inputsRoot) => new(key => Below(inputsRoot, key).Concat(Ancestors(folder).Select(ancestor => Path.Combine(ancestor, key))));

    /// <summary>The path of a file.</summary>
    /// <exception cref="MissingEvidenceException">No file of that name has that digest, or one cannot be read.</exception>
    public string Find(string key, string sha256) =>
        new Evidence<string?>(key, () => _candidates(key).FirstOrDefault(path => File.Exists(path) && SumsFile.HashOf(path) == sha256)).Value
        ?? throw new MissingEvidenceException($"{key} with the SHA-256 {sha256} is not found; put it where the recipe has it, or give a folder that holds it with --inputs");

    private static IEnumerable<string> Below(string? root, string key) => root is null
        ? []
        : FilesBelow.Of(root).Where(path => path.EndsWith($"/{key}", StringComparison.Ordinal));

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var above = Path.GetDirectoryName(Path.GetFullPath(folder)); above is not null; above = Path.GetDirectoryName(above)) yield return above;
    }
}
