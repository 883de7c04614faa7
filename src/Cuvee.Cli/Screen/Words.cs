using System.Globalization;

namespace Cuvee.Cli;

/// <summary>Numbers with their nouns.</summary>
internal static class Words
{
    /// <summary><c>1 source</c>, <c>2,000 sources</c>.</summary>
    public static string Count(long count, string noun) => Count(count, noun, noun + "s");

    /// <summary><c>1 entry</c>, <c>2 entries</c>.</summary>
    public static string Count(long count, string noun, string plural) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? noun : plural)}");
}
