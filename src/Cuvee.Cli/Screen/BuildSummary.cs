using System.Globalization;
using Cuvee.Engine;
using Cuvee.Report;
using Cuvee.Verify;

namespace Cuvee.Cli;

/// <summary>What a build did, as an account that adds up: read, less what was quarantined and dropped, is what was kept.</summary>
internal static class BuildSummary
{
    /// <summary>Offenders shown of a gate; gates.json has a hundred.</summary>
    private const int MaxOffenders = 3;

    private const int LabelColumns = 36;

    public static void Write(Screen screen, BuildResult result, bool isDryRun)
    {
        foreach (var dataset in result.Datasets)
        {
            if (dataset != result.Datasets[0]) screen.Line();
            WriteCounts(screen, dataset);
            WriteGates(screen, dataset.Gates);
            var folder = Path.Combine(result.Out, dataset.Name + (dataset.Passed ? "" : ".failed"));
            screen.Line(isDryRun ? "  nothing was written: --dry-run" : $"  {(dataset.Passed ? "written to" : "not published; see")} {Paths.Short(folder)}");
        }
    }

    /// <summary>Writes the lines of the gates that warned or failed, and how many passed.</summary>
    public static void WriteGates(Screen screen, IReadOnlyList<GateResult> gates)
    {
        if (gates.Count == 0) return;
        var counts = gates.GroupBy(gate => gate.Status).OrderBy(group => Order(group.Key)).Select(group => $"{group.Count()} {GatesFile.Word(group.Key)}");
        screen.Line($"  gates: {string.Join(", ", counts)}");
        foreach (var gate in gates.Where(gate => gate.Status is GateStatus.Failed or GateStatus.Warned).OrderBy(gate => Order(gate.Status)))
        {
            var word = gate.Status == GateStatus.Failed ? screen.OutStyle.Red("failed") : screen.OutStyle.Yellow("warned");
            screen.Line($"    {word} {gate.Name}: {gate.Message}");
            foreach (var offender in gate.Offenders.Take(MaxOffenders)) screen.Line($"      {offender}");
            if (gate.OffenderCount > MaxOffenders) screen.Line(Invariant($"      and {gate.OffenderCount - Math.Min(MaxOffenders, gate.Offenders.Length):N0} more"));
        }
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

    private static int Order(GateStatus status) => status switch
    {
        GateStatus.Failed => 0,
        GateStatus.Warned => 1,
        GateStatus.Passed => 2,
        _ => 3,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
