using System.Security.Cryptography;

namespace Cuvee.Publish;

/// <summary>SHA256SUMS: every file of the folder but itself, as <c>sha256sum -c</c> reads it, in the order of the paths' bytes.</summary>
internal static class SumsFile
{
    public const string Name = "SHA256SUMS";

    /// <summary>Writes it.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="hashOf">The SHA-256 of a path within it, where it is known already; null reads every file.</param>
    public static void Write(string folder, Func<string, string>? hashOf = null)
    {
        hashOf ??= path => HashOf(Path.Combine(folder, path));
        File.WriteAllText(Path.Combine(folder, Name), string.Concat(Files(folder).Select(path => $"{hashOf(path)}  {path}\n")));
    }

    /// <summary>Paths of all files below a folder but SHA256SUMS, relative, with <c>/</c>, ordered.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Where(path => path != Name)
            .Order(StringComparer.Ordinal);

    public static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
