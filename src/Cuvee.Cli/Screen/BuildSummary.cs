using System.Globalization;
using Cuvee.Engine;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>What a build did, as an account that adds up: read, less what was quarantined and dropped, is what was kept.</summary>
internal static class BuildSummary
{
    private const int LabelColumns = 36;

    public static void Write(Screen screen, BuildResult result, bool isDryRun)
    {
        foreach (var dataset in result.Datasets)
        {
            if (dataset != result.Datasets[0]) screen.Line();
            WriteCounts(screen, dataset);
            GateLines.Summarize(screen, dataset.Gates);
            var folder = Path.Combine(result.Out, dataset.Name + (dataset.Passed ? "" : ".failed"));
            var state = result.IsUnchanged ? "nothing changed; still in" : dataset.Passed ? "written to" : "not published; see";
            screen.Line(isDryRun ? "  nothing was written: --dry-run" : $"  {state} {Paths.Short(folder)}");
        }

        if (result.ReusedFiles > 0) screen.Line(Invariant($"{result.ReusedFiles:N0} of {Words.Count(result.Files, "input file")} unchanged and not read again"));
    }

    private static void WriteCounts(Screen screen, DatasetResult dataset)
    {
        var counts = dataset.Counts;
        screen.Line(screen.OutStyle.Bold(dataset.Name));
        Row("read", counts.Read);
        if (counts.Quarantined > 0) Row("  quarantined", -counts.Quarantined);
        foreach (var (stage, reasons) in counts.Dropped.OrderBy(stage => LedgerWords.OrderOf(stage.Key)))
        {
            foreach (var (reason, count) in reasons) Row($"  {stage}: {reason}", -count);
        }

        Row("kept", counts.Kept);
        var repeats = counts.Emitted > counts.Kept ? Invariant($"  {counts.Emitted - counts.Kept:N0} of them repeats") : "";
        Row("emitted", counts.Emitted, repeats);
        if (counts.Splits.Length > 1)
        {
            foreach (var (split, lines) in counts.Splits) Row($"  {split}", lines, Invariant($"  {Percent(lines, counts.Emitted):0.0} %"));
        }

        void Row(string label, long count, string note = "") =>
            screen.Line($"  {label.PadRight(LabelColumns)}{Signed(count),12}{screen.OutStyle.Dim(note)}");
    }

    private static string Signed(long count) => count < 0 ? Invariant($"- {-count:N0}") : Invariant($"{count:N0}");

    private static double Percent(long part, long all) => all == 0 ? 0 : 100.0 * part / all;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
