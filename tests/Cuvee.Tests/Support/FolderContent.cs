using System.Security.Cryptography;

namespace Cuvee.Tests.Support;

/// <summary>Whole folders compared byte by byte, and checked against their own sums.</summary>
internal static class FolderContent
{
    /// <summary>The SHA-256 of every file below a folder, by its relative path.</summary>
    public static SortedDictionary<string, string> Of(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories)) files.Add(Path.GetRelativePath(folder, path), HashOf(path));
        return files;
    }

    /// <summary>Fails with the names of the files that differ.</summary>
    public static void AssertSame(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.Equal([], expected.Where(file => actual[file.Key] != file.Value).Select(file => file.Key));
    }

    /// <summary>Checks a dataset as <c>sha256sum -c</c> would, and that no file is missing in its sums.</summary>
    public static void AssertWhole(string dataset)
    {
        var sums = File.ReadLines(Path.Combine(dataset, "SHA256SUMS")).ToDictionary(line => line[66..], line => line[..64], StringComparer.Ordinal);
        var files = Of(dataset);
        files.Remove("SHA256SUMS");
        AssertSame(new SortedDictionary<string, string>(sums, StringComparer.Ordinal), files);
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
