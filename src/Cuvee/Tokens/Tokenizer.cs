using System.Collections.Immutable;
using System.Security.Cryptography;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>
/// What makes tokens of texts: a vocabulary that comes with the program (<c>cl100k_base</c>, <c>o200k_base</c>), a <c>.tiktoken</c> file, or a Hugging Face
/// <c>tokenizer.json</c>. Immutable; each worker counts with a <see cref="TokenCounter"/> of its own.
/// </summary>
public sealed class Tokenizer
{
    internal Tokenizer(string name, byte[] file, WordModel model, Func<PieceSink, PieceSink> steps) =>
        (Name, Sha256, Model, Steps) = (Path.GetFileName(name), Convert.ToHexStringLower(SHA256.HashData(file)), model, steps);

    /// <summary>As the user named it; of a path the last segment.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the file that holds it: 64 hexadecimal digits, lower case.</summary>
    public string Sha256 { get; }

    /// <summary>How texts are cut into words, as the user named it; null where that stands in the file.</summary>
    internal string? Pattern { get; init; }

    internal WordModel Model { get; }

    /// <summary>Makes the steps from a text without special tokens to its words; the last takes words.</summary>
    internal Func<PieceSink, PieceSink> Steps { get; }

    /// <summary>Texts that are one token wherever they stand.</summary>
    internal ImmutableArray<SpecialToken> SpecialTokens { get; init; } = [];

    /// <summary>Changes to the text before it is cut.</summary>
    internal ImmutableArray<TextRule> Rules { get; init; } = [];

    /// <summary>Whether no text has more tokens than bytes.</summary>
    internal bool IsBoundedByBytes => Rules.All(rule => rule.IsBoundedByBytes) && AddsNothing;

    /// <summary>Whether the steps put nothing in front of a text.</summary>
    internal bool AddsNothing { get; init; } = true;

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="name"><c>cl100k_base</c>, <c>o200k_base</c>, or the path of a <c>.tiktoken</c> or <c>tokenizer.json</c> file.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="pattern">For a <c>.tiktoken</c> file, which holds none: a name or a regular expression.</param>
    /// <exception cref="CuveeException">There is no such tokenizer, or it asks for something that is not supported.</exception>
    public static Tokenizer Load(string name, string folder, string? pattern = null)
    {
        var isNamed = Vocabularies.Names.Contains(name);
        var path = PathOf(name, folder);
        if (pattern is not null && (isNamed || !path.EndsWith(".tiktoken", StringComparison.Ordinal)))
            throw new CuveeException($"{name}: 'pattern' is only for a .tiktoken file, since this tokenizer has its own; remove it");
        var file = Read(path, name, isNamed);
        if (isNamed) return OfRanks(name, file, Vocabularies.ReadPacked(file, name), name[..^"_base".Length]);
        if (path.EndsWith(".tiktoken", StringComparison.Ordinal))
        {
            return OfRanks(
                name, file, Vocabularies.ReadTiktoken(file, name),
                pattern ?? throw new CuveeException($"{name}: a .tiktoken file does not say how texts are cut into words; add 'pattern' with {string.Join(", ", WordPatterns.Names)} or a regular expression"));
        }

        return TokenizerJson.Read(file, name);
    }

    /// <summary>The file that a tokenizer is read from, whether it is there or not.</summary>
    internal static string PathOf(string name, string folder)
    {
        if (Vocabularies.Names.Contains(name)) return Vocabularies.PathOf(name);
        var path = Path.GetFullPath(name, folder);
        return Directory.Exists(path) ? Path.Combine(path, "tokenizer.json") : path;
    }

    /// <summary>A counter over this tokenizer, for one worker.</summary>
    /// <param name="controlTokens">Texts beside its own special tokens that are one token each: the marks of a chat template.</param>
    public TokenCounter Counter(IEnumerable<string>? controlTokens = null) => new(this, controlTokens ?? []);

    private static Tokenizer OfRanks(string name, byte[] file, TokenTable tokens, string pattern) =>
        new(name, file, new ByteModel(tokens, ByteModel.MergesOf(tokens), takesWholeWords: true), WordPatterns.Step(pattern, name)) { Pattern = pattern };

    private static byte[] Read(string path, string name, bool isNamed)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException(
                isNamed
                    ? $"{name}: its ranks are not beside the program; build the program again (npm restores them)"
                    : $"{name}: cannot read the tokenizer: {exception.Message.Replace(path, name, StringComparison.Ordinal).TrimEnd('.')}; name {string.Join(", ", Vocabularies.Names)}, or a .tiktoken or tokenizer.json file",
                exception);
        }
    }
}
