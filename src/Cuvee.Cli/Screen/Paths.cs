namespace Cuvee.Cli;

/// <summary>Paths as people like to see them.</summary>
internal static class Paths
{
    /// <summary>Relative to where the user stands when it lies below, else in full.</summary>
    public static string Short(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
