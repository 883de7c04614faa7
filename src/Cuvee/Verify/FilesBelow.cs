namespace Cuvee.Verify;

/// <summary>All files below a folder, which a user gave as the place of what a dataset was made from.</summary>
internal static class FilesBelow
{
    private static readonly EnumerationOptions Options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Their full paths in the order of their names, hidden ones too. Folders that may not be listed are passed over: what is sought may lie elsewhere.</summary>
    public static string[] Of(string folder) => [.. Directory.GetFiles(Path.GetFullPath(folder), "*", Options).Order(StringComparer.Ordinal)];
}
