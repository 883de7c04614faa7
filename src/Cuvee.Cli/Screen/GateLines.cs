using System.Globalization;
using Cuvee.Report;
using Cuvee.Verify;

namespace Cuvee.Cli;

/// <summary>What gates say, for people: what is wrong first.</summary>
internal static class GateLines
{
    /// <summary>Offenders shown of a gate; gates.json has a hundred.</summary>
    private const int MaxOffenders = 3;

    private const int StatusColumns = 6;

    /// <summary>How many passed, and the ones that warned or failed.</summary>
    public static void Summarize(Screen screen, IReadOnlyList<GateResult> gates)
    {
        if (gates.Count == 0) return;
        var counts = gates.GroupBy(gate => gate.Status).OrderBy(group => Order(group.Key)).Select(group => $"{group.Count()} {GatesFile.Word(group.Key)}");
        screen.Line($"  gates: {string.Join(", ", counts)}");
        Write(screen, gates.Where(gate => gate.Status is GateStatus.Failed or GateStatus.Warned), 4);
    }

    /// <summary>Every gate that was asked for, and the names of the others.</summary>
    public static void WriteAll(Screen screen, IReadOnlyList<GateResult> gates)
    {
        Write(screen, gates.Where(gate => gate.Status != GateStatus.Off), 2);
        var off = gates.Where(gate => gate.Status == GateStatus.Off).Select(gate => gate.Name).ToList();
        if (off.Count > 0) screen.Line(screen.OutStyle.Dim($"  {"off",-StatusColumns} {string.Join(", ", off)}"));
    }

    private static void Write(Screen screen, IEnumerable<GateResult> gates, int indent)
    {
        var space = new string(' ', indent);
        foreach (var gate in gates.OrderBy(gate => Order(gate.Status)))
        {
            screen.Out.Write($"{space}{Coloured(screen.OutStyle, gate.Status)} ");
            Prose.Write(screen, $"{gate.Name}: {Prose.Visible(gate.Message)}", indent + StatusColumns + 1);
            foreach (var offender in gate.Offenders.Take(MaxOffenders)) screen.Line($"{space}  {Prose.Visible(offender)}");
            var others = gate.OffenderCount - Math.Min(MaxOffenders, gate.Offenders.Length);
            if (others > 0) screen.Line(string.Create(CultureInfo.InvariantCulture, $"{space}  and {others:N0} more"));
        }
    }

    private static string Coloured(Style style, GateStatus status)
    {
        var word = GatesFile.Word(status).PadRight(StatusColumns);
        return status switch
        {
            GateStatus.Failed => style.Red(word),
            GateStatus.Warned => style.Yellow(word),
            _ => style.Green(word),
        };
    }

    private static int Order(GateStatus status) => status switch
    {
        GateStatus.Failed => 0,
        GateStatus.Warned => 1,
        GateStatus.Passed => 2,
        _ => 3,
    };
}
