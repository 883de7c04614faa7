using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Cuvee.Model;

namespace Cuvee.Cli;

/// <summary>Options with values that are checked while the command line is read.</summary>
internal static class Values
{
    /// <summary>More threads than any machine that was measured has.</summary>
    private const int MaxThreads = 1024;

    /// <summary>A whole number within bounds.</summary>
    public static Option<long> Number(string name, string helpName, string description, long minimum, long maximum, long preset, params string[] aliases) => new(name, aliases)
    {
        HelpName = helpName,
        Description = description,
        DefaultValueFactory = _ => preset,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum) return number;
            result.AddError($"{name} {text}: not a whole number from {minimum} to {maximum}");
            return preset;
        },
    };

    /// <summary>How many threads work.</summary>
    public static Option<long> Threads() =>
        Number("--threads", "N", "Threads to work with; all cores without it. The output is the same for any number", 1, MaxThreads, Environment.ProcessorCount);

    /// <summary>A share above 0 and up to 1.</summary>
    public static Option<decimal> Share(string name, string description, decimal preset) => new(name)
    {
        HelpName = "S",
        Description = string.Create(CultureInfo.InvariantCulture, $"{description}; {preset} without it"),
        DefaultValueFactory = _ => preset,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1) return share;
            result.AddError($"{name} {text}: not a share; write a number above 0 and up to 1, as in 0.5");
            return preset;
        },
    };

    /// <summary>Splits words such as <c>user=problem</c>.</summary>
    /// <exception cref="CuveeException">A word is not of that form.</exception>
    public static ImmutableArray<KeyValuePair<string, string>> Pairs(string option, string example, string[]? words)
    {
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var word in words ?? [])
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || at == word.Length - 1) throw new CuveeException($"{option} {word}: write it as in {option} {example}");
            pairs.Add(new(word[..at], word[(at + 1)..]));
        }

        return pairs.ToImmutable();
    }

    /// <summary>A size such as 2GB or 512MiB; null when absent.</summary>
    public static Option<long?> Size(string name, string description) => new(name)
    {
        HelpName = "SIZE",
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ByteSize.TryParse(text, out var bytes)) return bytes;
            result.AddError($"{name} {text}: not a size; write it as 2GB or 512MiB");
            return null;
        },
    };
}
