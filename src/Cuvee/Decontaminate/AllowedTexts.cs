using System.Collections.Immutable;
using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>The texts of a file, one a line, whose n-grams never count.</summary>
/// <param name="File">What the file is called.</param>
/// <param name="Sha256">Of the file, in hexadecimal.</param>
/// <param name="Texts">In the order of the lines.</param>
internal sealed record AllowedTexts(string File, string Sha256, ImmutableArray<Utf8> Texts)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static AllowedTexts Read(InputPath file)
    {
        var bytes = System.IO.File.ReadAllBytes(file.Path);
        using var lines = new StreamReader(new MemoryStream(bytes));
        var texts = ImmutableArray.CreateBuilder<Utf8>();
        while (lines.ReadLine() is { } line) texts.Add(Utf8.Of(line));
        return new AllowedTexts(file.Key, Convert.ToHexStringLower(SHA256.HashData(bytes)), texts.ToImmutable());
    }
}
