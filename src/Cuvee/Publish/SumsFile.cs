using System.Security.Cryptography;
using Cuvee.Verify;

namespace Cuvee.Publish;

/// <summary>SHA256SUMS: every file of the folder but itself, as <c>sha256sum -c</c> reads it, in the order of the paths' bytes.</summary>
internal static class SumsFile
{
    public const string Name = "SHA256SUMS";

    /// <summary>Writes it. The data files were hashed when they were read back.</summary>
    public static void Write(string folder, ReadBack readBack)
    {
        var known = readBack.Files.Where(file => file.Damage is null).ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        var lines = Files(folder).Select(path => $"{known.GetValueOrDefault(path) ?? HashOf(Path.Combine(folder, path))}  {path}\n");
        File.WriteAllText(Path.Combine(folder, Name), string.Concat(lines));
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
