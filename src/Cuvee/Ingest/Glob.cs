using System.Text;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>
/// Finds the files of a source. Wildcards: <c>*</c> and <c>?</c> within a name, <c>[abc]</c>, <c>{a,b}</c>, and <c>**</c> for any number of folders. No
/// wildcard matches a hidden file or folder.
/// A pattern that names an existing file means that file, whatever characters it has.
/// </summary>
/// <param name="folder">The folder of the recipe, which relative patterns start from.</param>
/// <param name="excludedFolders">Folders whose files are never an input: the output and the store.</param>
public sealed class Glob(string folder, IEnumerable<string> excludedFolders)
{
    // A pattern that ends in ** means every file below.
    private static readonly string[] AnyName = ["*"];

    private readonly string _folder = Path.GetFullPath(folder);
    private readonly string[] _excluded = [.. excludedFolders.Select(excluded => RealPath.Of(Path.GetFullPath(excluded)))];

    /// <summary>
    /// The absolute paths that the patterns match: patterns in their order, the matches of each sorted by their UTF-8 bytes. A file that is matched twice,
    /// also through a link, comes once, where it came first.
    /// </summary>
    /// <exception cref="CuveeException">A pattern matches nothing, names a folder or a file in an excluded folder, or a folder cannot be listed.</exception>
    public IReadOnlyList<string> Expand(IEnumerable<string> patterns)
    {
        var files = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            foreach (var file in Matches(pattern))
            {
                if (seen.Add(RealPath.Of(file))) files.Add(file);
            }
        }
        return files;
    }

    private IReadOnlyList<string> Matches(string pattern)
    {
        if (pattern.Length == 0 || pattern.Contains('\0')) throw new CuveeException("a path is empty or holds a NUL character; name a file or a pattern");
        var literal = Path.GetFullPath(pattern, _folder);
        if (File.Exists(literal))
        {
            if (!IsExcluded(literal)) return [literal];
            throw new CuveeException($"{pattern}: lies in the output folder or the store, which are never an input; copy the file elsewhere");
        }
        if (Directory.Exists(literal))
            throw new CuveeException($"{pattern}: a folder, not a file; name its files, as in '{pattern.TrimEnd('/')}/*.jsonl'");

        var choices = GlobBraces.Expand(pattern);
        if (choices.Count == 1 && !GlobSegment.HasWildcard(pattern))
            throw new CuveeException($"{pattern}: no such file; check the path, which is relative to the recipe");

        var found = new SortedDictionary<byte[], string>(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));
        foreach (var choice in choices)
        {
            foreach (var file in Walk(choice)) found[Encoding.UTF8.GetBytes(file)] = file;
        }
        if (found.Count == 0) throw new CuveeException($"{pattern}: matches no file; check the pattern, which is relative to the recipe");
        return [.. found.Values];
    }

    private IEnumerable<string> Walk(string pattern)
    {
        var segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var start = pattern.StartsWith('/') ? "/" : _folder;
        return Walk(start, segments).Where(file => !IsExcluded(file));
    }

    /// <param name="at">The folder reached so far.</param>
    /// <param name="segments">What is still to be matched below it.</param>
    private static IEnumerable<string> Walk(string at, ArraySegment<string> segments)
    {
        var segment = segments[0];
        var rest = segments[1..];
        if (segment == "**") return WalkAnyDepth(at, rest, []);
        if (!GlobSegment.HasWildcard(segment))
        {
            var next = Path.GetFullPath(segment, at);
            if (rest.Count > 0) return Directory.Exists(next) ? Walk(next, rest) : [];
            return File.Exists(next) ? [next] : [];
        }
        var matcher = new GlobSegment(segment);
        var entries = Entries(at).Where(entry => matcher.IsMatch(Path.GetFileName(entry)));
        return rest.Count == 0 ? entries.Where(entry => !Directory.Exists(entry)) : entries.Where(Directory.Exists).SelectMany(entry => Walk(entry, rest));
    }

    /// <param name="at">The folder reached so far.</param>
    /// <param name="rest">What is to be matched in it and in every folder below it.</param>
    /// <param name="above">Real paths of the folders passed on the way: a link back to one of them is not followed.</param>
    private static IEnumerable<string> WalkAnyDepth(string at, ArraySegment<string> rest, string[] above)
    {
        var real = RealPath.Of(at);
        if (above.Contains(real, StringComparer.Ordinal)) return [];
        string[] through = [.. above, real];
        var here = Walk(at, rest.Count > 0 ? rest : AnyName);
        var below = Entries(at)
            .Where(entry => !Path.GetFileName(entry).StartsWith('.') && Directory.Exists(entry))
            .SelectMany(entry => WalkAnyDepth(entry, rest, through));
        return here.Concat(below);
    }

    private static string[] Entries(string at)
    {
        try
        {
            // Whatever order they come in: the matches are sorted.
            return Directory.GetFileSystemEntries(at);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new CuveeException($"{at}: may not be listed; change its permissions or the pattern", denied);
        }
    }

    private bool IsExcluded(string file)
    {
        var real = RealPath.Of(file);
        return Array.Exists(_excluded, excluded => real.StartsWith(excluded + "/", StringComparison.Ordinal));
    }
}
