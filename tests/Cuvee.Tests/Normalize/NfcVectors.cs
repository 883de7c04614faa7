using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cuvee.Tests.Normalize;

/// <summary>The vectors that src/Cuvee/Normalize/Tables/generate.py wrote, and the inputs its digests were taken over.</summary>
internal static class NfcVectors
{
    private static readonly string[] s_digests = Lines("nfc-digests.txt");

    /// <summary>For every code point that decomposes: itself, its NFD and its NFC.</summary>
    public static IEnumerable<(string Text, string Decomposed, string Composed)> Decompositions() =>
        Lines("nfc-decompositions.txt").Select(line => line.Split(';')).Select(parts => (OfHex(parts[0]), OfHex(parts[1]), OfHex(parts[2])));

    /// <summary>What follows the word on each line that starts with it.</summary>
    public static string[] Values(string word) => [.. s_digests.Where(line => line.StartsWith(word + " ")).Select(line => line[(word.Length + 1)..])];

    public static string[] CodePoints(string word) => [.. Values(word).Single().Split(' ').Select(OfHex)];

    public static IEnumerable<string> Scalars() =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(char.ConvertFromUtf32);

    /// <summary>Texts of 1 to 24 of the tricky code points, by the same generator as the script's.</summary>
    public static IEnumerable<string> RandomTexts(int count)
    {
        var tricky = CodePoints("tricky");
        var state = 20UL;
        for (var text = 0; text < count; text++)
        {
            var length = 1 + (int)(Next(ref state) % 24);
            yield return string.Concat(Enumerable.Range(0, length).Select(_ => tricky[Next(ref state) % (ulong)tricky.Length]));
        }
    }

    /// <summary>SHA-256 over the texts, each followed by a line feed.</summary>
    public static string Digest(IEnumerable<byte[]> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(text);
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    private static string OfHex(string codePoints) =>
        string.Concat(codePoints.Split(' ').Select(hex => char.ConvertFromUtf32(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    private static string[] Lines(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cuvee.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllLines(Path.Combine(folder, "tests", "Cuvee.Tests", "Normalize", "Vectors", file));
    }
}
