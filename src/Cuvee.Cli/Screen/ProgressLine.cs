using System.Globalization;

namespace Cuvee.Cli;

/// <summary>One line that says how far a step is.</summary>
internal static class ProgressLine
{
    /// <summary>A rate over a shorter time says nothing.</summary>
    private static readonly TimeSpan MinTimeForRate = TimeSpan.FromSeconds(0.5);

    private const int BarCells = 24;

    /// <summary><c>read  ██████░░░░  45 %  12.3 MB/s  0:12 left</c>, at most <paramref name="columns"/> wide.</summary>
    public static string Bar(string step, long done, long total, string unit, TimeSpan time, int columns)
    {
        var numbers = string.Join("  ", Numbers(done, total, unit, time, percentColumns: 3));
        var text = total <= 0 ? $"{step}  {numbers}" : $"{step}  {Cells(done, total)}  {numbers}";
        if (text.Length > columns) text = $"{step}  {numbers}";
        return text.Length > columns ? text[..Math.Max(0, columns)] : text.TrimEnd();
    }

    /// <summary><c>read: 45 %, 12.3 MB/s, 0:12 left</c>.</summary>
    public static string Plain(string step, long done, long total, string unit, TimeSpan time) =>
        $"{step}: {string.Join(", ", Numbers(done, total, unit, time, percentColumns: 0))}";

    private static string Cells(long done, long total)
    {
        var full = (int)Math.Clamp(BarCells * (double)done / total, 0, BarCells);
        return new string('█', full) + new string('░', BarCells - full);
    }

    private static List<string> Numbers(long done, long total, string unit, TimeSpan time, int percentColumns)
    {
        var parts = new List<string>(3);
        if (total > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Min(100, 100 * (double)done / total):0} %").PadLeft(percentColumns + 2));
        else if (done > 0) parts.Add(Amount(done, unit));
        if (done > 0 && time >= MinTimeForRate)
        {
            var rate = done / time.TotalSeconds;
            parts.Add($"{Amount(rate, unit)}/s");
            if (total > done) parts.Add($"{Clock(TimeSpan.FromSeconds((total - done) / rate))} left");
        }

        return parts;
    }

    private static string Amount(double amount, string unit) =>
        unit == "bytes" ? ByteSize.Words(amount) : string.Create(CultureInfo.InvariantCulture, $"{amount:N0} {unit}");

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
}
