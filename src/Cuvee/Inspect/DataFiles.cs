using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>Finds the files that a command line names: files, folders and globs.</summary>
internal static class DataFiles
{
    private static readonly string[] Endings =
        [".jsonl", ".ndjson", ".jsonlines", ".json", ".csv", ".tsv", ".tab", ".txt", ".text", ".parquet", ".pq"];

    /// <summary>
    /// A file is itself, whatever its name; a folder is every data file below it (by the endings of their names, a compression's aside), hidden ones not;
    /// anything else is a glob. Each pattern's files are sorted by their UTF-8 bytes, and a file comes once.
    /// </summary>
    /// <param name="patterns">As given, relative to <paramref name="folder"/>.</param>
    /// <param name="folder">Where relative patterns start; files below it are called by their path from it.</param>
    /// <exception cref="CuveeException">A pattern matches nothing.</exception>
    public static IReadOnlyList<InputPath> Find(IEnumerable<string> patterns, string folder)
    {
        var paths = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns) paths.AddRange(Find(pattern, folder).Where(path => seen.Add(RealPath.Of(path))));
        return [.. paths.Zip(FileKey.Of(paths, folder), (path, key) => new InputPath(path, key))];
    }

    private static IEnumerable<string> Find(string pattern, string folder)
    {
        var literal = Path.GetFullPath(pattern, folder);
        if (File.Exists(literal)) return [literal];
        if (Directory.Exists(literal)) return Below(literal, pattern);
        if (!GlobSegment.HasWildcard(pattern) && !pattern.Contains('{')) throw new CuveeException($"{pattern}: no such file or folder; check the path");
        try
        {
            return new Glob(folder, []).Expand([pattern]);
        }
        catch (CuveeException exception) when (exception.InnerException is null)
        {
            throw new CuveeException($"{pattern}: matches no file; check the pattern, and that the shell leaves it alone", exception);
        }
    }

    private static List<string> Below(string folder, string pattern)
    {
        IReadOnlyList<string> all;
        try
        {
            all = new Glob(folder, []).Expand(["**"]);
        }
        catch (CuveeException exception) when (exception.InnerException is null)
        {
            all = [];
        }

        var files = all.Where(file => Endings.Contains(ContainerDetection.EndingOf(file))).ToList();
        return files.Count > 0 ? files : throw new CuveeException($"{pattern}: no data files in this folder (looked for {string.Join(", ", Endings)}); name a file");
    }
}
