namespace Cuvee.Ingest;

/// <summary>The path of a file with every symbolic link on the way resolved.</summary>
internal static class RealPath
{
    // As many as Linux follows (path_resolution(7)) before it takes the links for a circle.
    private const int MaxLinks = 40;

    /// <param name="fullPath">An absolute path; what does not exist is kept as it is.</param>
    public static string Of(string fullPath)
    {
        var pending = new Stack<string>(Segments(fullPath).Reverse());
        var resolved = "/";
        var links = 0;
        while (pending.TryPop(out var segment))
        {
            if (segment == ".") continue;
            if (segment == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? "/";
                continue;
            }
            var path = Path.Join(resolved, segment);
            if (links < MaxLinks && new FileInfo(path).LinkTarget is { } target)
            {
                links++;
                if (target.StartsWith('/')) resolved = "/";
                foreach (var part in Segments(target).Reverse()) pending.Push(part);
            }
            else
            {
                resolved = path;
            }
        }
        return resolved;
    }

    private static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
