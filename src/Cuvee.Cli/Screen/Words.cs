using System.Globalization;

namespace Cuvee.Cli;

/// <summary>Numbers with their nouns.</summary>
internal static class Words
{
    /// <summary><c>1 source</c>, <c>2,000 sources</c>.</summary>
    public static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
