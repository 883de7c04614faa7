using System.Globalization;

namespace Cuvee.Cli;

/// <summary>Numbers with their nouns.</summary>
internal static class Words
{
    /// <summary><c>1 source</c>, <c>2,000 sources</c>, <c>3 matches</c>.</summary>
    public static string Count(long count, string noun)
    {
        var ending = count == 1 ? "" : noun.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s";
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{ending}");
    }
}
