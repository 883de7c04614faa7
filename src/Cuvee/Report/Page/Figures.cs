using System.Globalization;

namespace Cuvee.Report;

/// <summary>Numbers as people write them.</summary>
internal static class Figures
{
    /// <summary>A number of bytes in the largest decimal unit it fills.</summary>
    public static string Bytes(long count)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB"];
        var (number, unit) = ((decimal)count, 0);
        for (; number >= 1000 && unit < units.Length - 1; unit++) number /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{(number >= 100 || unit == 0 ? decimal.Round(number) : decimal.Round(number, 1)):0.#} {(count == 1 ? "byte" : units[unit])}");
    }

    /// <summary>A percentage; one of something that is rounded to nothing says that it is not nothing.</summary>
    public static string Share(decimal percent, long count) => count > 0 && percent == 0 ? "< 0.01 %" : string.Create(CultureInfo.InvariantCulture, $"{percent:0.00} %");

    /// <summary>So many of a thing, whose plural ends in s.</summary>
    public static string Counted(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? string.Empty : "s")}");
}
