using System.Security.Cryptography;
using System.Text;
using Cuvee.Engine;

namespace Cuvee.Cache;

/// <summary>
/// The key of an entry: a text, a line for each thing that what the first pass makes of one file depends on. Its SHA-256 is the entry's name, and two such
/// texts laid side by side say why a file was read again.
/// </summary>
internal static class EntryKey
{
    /// <summary>The key of one file.</summary>
    /// <param name="sourceKey">See <see cref="SourceKey"/>.</param>
    /// <param name="fileKey">What the file is called; the ids of its records follow from it.</param>
    /// <param name="sha256">Of the file as stored.</param>
    public static string Of(string sourceKey, string fileKey, string sha256) => $"{sourceKey}file {OneLine(fileKey)}\ninput sha256 {sha256}\n";

    /// <summary>The name of an entry: 64 hexadecimal digits, lower case.</summary>
    public static string NameOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The value of the first line that begins with a word; null without one.</summary>
    public static string? Value(string key, string word) =>
        key.Split('\n').FirstOrDefault(line => line.StartsWith(word + " ", StringComparison.Ordinal))?[(word.Length + 1)..];

    /// <summary>The lines that only one of two keys has, in their order: those of the first marked with "- ", of the second with "+ ".</summary>
    public static IEnumerable<string> Differences(string before, string after)
    {
        string[] old = [.. before.Split('\n').Where(line => line.Length > 0)], current = [.. after.Split('\n').Where(line => line.Length > 0)];
        return old.Except(current).Select(line => $"- {line}").Concat(current.Except(old).Select(line => $"+ {line}"));
    }

    /// <summary>What makes a line of a program: its version, and the identity of its code, which changes with every change of it.</summary>
    public static string Program { get; } =
        $"cuvee {typeof(Build).Assembly.GetName().Version!.ToString(3)}, code {typeof(Build).Assembly.ManifestModule.ModuleVersionId:n}, .NET {Environment.Version}, layout {Entry.Layout}";

    /// <summary>A text that spans no second line.</summary>
    public static string OneLine(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
