using System.Globalization;
using Cuvee.Inspect;

namespace Cuvee.Cli;

/// <summary>How the numbers of the measuring filters are spread, as a table to choose thresholds by.</summary>
internal static class QualityPage
{
    public static void Write(Screen screen, QualitySummary quality)
    {
        screen.Line();
        var table = new TextTable().Column("filter").Column("measures");
        foreach (var name in (string[])["records", "min", "5 %", "median", "95 %", "max", "default", "outside"]) table.Column(name, isNumber: true);
        foreach (var measure in quality.Measures.Where(measure => measure.Measured > 0))
        {
            table.Row(
            [
                measure.Filter, measure.Measure, Text(measure.Measured), .. measure.Spread.Select(entry => Text(entry.Value)), LimitsOf(measure), Text(measure.Outside),
            ]);
        }

        table.Write(screen);
        var dropped = quality.Dropped.Where(filter => filter.Value > 0).Select(filter => $"{Text(filter.Value)} {filter.Key}").ToList();
        screen.Line($"would be dropped by default: {(dropped.Count == 0 ? "none" : string.Join(", ", dropped))}");
    }

    private static string LimitsOf(MeasureSummary measure) => (measure.Minimum, measure.Maximum) switch
    {
        ({ } minimum, { } maximum) => $"{Text(minimum)} to {Text(maximum)}",
        ({ } minimum, null) => $"from {Text(minimum)}",
        (null, { } maximum) => $"to {Text(maximum)}",
        _ => "",
    };

    /// <summary>Whole numbers in full, others to three decimals.</summary>
    private static string Text(double number) => number.ToString("#,0.###", CultureInfo.InvariantCulture);
}
