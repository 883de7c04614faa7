namespace Cuvee.Ingest;

/// <summary>What a file is called in artefacts, the same on every machine: never an absolute path.</summary>
public static class FileKey
{
    /// <summary>
    /// The keys of the files of one source: the path relative to the recipe's folder, with slashes; for a file outside of it the shortest end of its path,
    /// in whole names, that no other file of the source ends in (the way there from the recipe's folder, with <c>..</c>, when the whole path is the end of
    /// another's).
    /// </summary>
    /// <param name="files">Absolute paths, each once.</param>
    /// <param name="folder">The folder of the recipe.</param>
    /// <returns>One key a file, in the same order, all different.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> files, string folder)
    {
        var prefix = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)).TrimEnd('/') + "/";
        var endings = CountEndings(files);
        return [.. files.Select(Key)];

        string Key(string file) =>
            file.StartsWith(prefix, StringComparison.Ordinal) ? file[prefix.Length..] : ShortestEnding(file, endings) ?? Path.GetRelativePath(folder, file);
    }

    private static Dictionary<string, int> CountEndings(IEnumerable<string> files)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var ending in files.SelectMany(Endings)) counts[ending] = counts.GetValueOrDefault(ending) + 1;
        return counts;
    }

    /// <summary>Null when even the whole path is the end of another one.</summary>
    private static string? ShortestEnding(string file, Dictionary<string, int> counts) => Endings(file).FirstOrDefault(ending => counts[ending] == 1);

    private static IEnumerable<string> Endings(string file)
    {
        for (var slash = file.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : file.LastIndexOf('/', slash - 1)) yield return file[(slash + 1)..];
    }
}
