using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>The patterns by which tokenizers cut texts into words: those with a scanner of their own, and any other as a regular expression.</summary>
internal static class WordPatterns
{
    private const string Space = @"\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Others = @" ?[^\s\p{L}\p{N}]+[\r\n]*";
    private const string Word = @"[^\r\n\p{L}\p{N}]?\p{L}+";
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string Upper = @"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]";
    private const string Lower = @"[\p{Ll}\p{Lm}\p{Lo}\p{M}]";

    /// <summary>The pattern of cl100k_base.</summary>
    public const string Cl100k = $@"{Contractions}|{Word}|\p{{N}}{{1,3}}|{Others}|{Space}";

    /// <summary>The pattern of o200k_base.</summary>
    public const string O200k = $@"[^\r\n\p{{L}}\p{{N}}]?{Upper}*{Lower}+{Contractions}?|[^\r\n\p{{L}}\p{{N}}]?{Upper}+{Lower}*{Contractions}?|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|{Space}";

    /// <summary>The pattern of GPT-2.</summary>
    public const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private const string Qwen2 = $@"{Contractions}|{Word}|\p{{N}}|{Others}|{Space}";
    private const string Tekken = $@"[^\r\n\p{{L}}\p{{N}}]?{Upper}*{Lower}+|[^\r\n\p{{L}}\p{{N}}]?{Upper}+{Lower}*|\p{{N}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|{Space}";

    /// <summary>Names for the key <c>pattern</c>.</summary>
    public static readonly ImmutableArray<string> Names = ["cl100k", "o200k", "gpt2"];

    private static readonly Dictionary<string, WordScanner> Known = new(StringComparer.Ordinal)
    {
        ["cl100k"] = new Cl100kScanner(maxNumbers: 3),
        ["o200k"] = new O200kScanner(hasContractions: true, maxNumbers: 3),
        ["gpt2"] = new Gpt2Scanner(),
        [Cl100k] = new Cl100kScanner(maxNumbers: 3),
        [O200k] = new O200kScanner(hasContractions: true, maxNumbers: 3),
        [Gpt2] = new Gpt2Scanner(),
        [Qwen2] = new Cl100kScanner(maxNumbers: 1),
        [Tekken] = new O200kScanner(hasContractions: false, maxNumbers: 1),
    };

    /// <summary>The step that cuts by a pattern, given by name or as a regular expression; what no match holds is a word too.</summary>
    /// <exception cref="CuveeException">The expression is none that .NET understands.</exception>
    public static Func<PieceSink, PieceSink> Step(string pattern, string where)
    {
        if (Scanner(pattern) is { } scanner) return next => new ScannerStep(scanner, next);
        var regex = Compile(pattern, where);
        return next => new RegexStep(regex, keepsMatches: true, keepsGaps: true, next);
    }

    /// <summary>The scanner of a pattern, or null.</summary>
    public static WordScanner? Scanner(string pattern) => Known.GetValueOrDefault(pattern);

    /// <summary>Whether the pattern is known to leave nothing of a text out.</summary>
    public static bool CoversAll(string pattern) => Known.ContainsKey(pattern);

    /// <summary>A regular expression of a tokenizer.</summary>
    /// <exception cref="CuveeException">It is none that .NET understands.</exception>
    public static Regex Compile(string pattern, string where)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Timeout.InfiniteTimeSpan);
        }
        catch (ArgumentException exception)
        {
            throw new CuveeException($"{where}: the pattern is no regular expression that can be used here ({exception.Message.TrimEnd('.')}); name one of {string.Join(", ", Names)}, or change it", exception);
        }
    }
}
