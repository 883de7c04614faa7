using System.Collections.Immutable;
using System.Globalization;
using Cuvee.Changes;

namespace Cuvee.Cli;

/// <summary>What two builds differ in, for people.</summary>
internal static class DiffPage
{
    /// <summary>The largest groups of a kind; JSON has all.</summary>
    private const int MaxGroups = 10;

    private const int MaxClauses = 10;
    private const int NumberColumns = 11;

    public static void Write(Screen screen, ImmutableArray<DatasetDiff> datasets)
    {
        foreach (var dataset in datasets)
        {
            if (dataset != datasets[0]) screen.Line();
            screen.Line(screen.OutStyle.Bold(dataset.Name));
            Write(screen, dataset);
        }
    }

    /// <summary>The word for a kind.</summary>
    public static string Word(DiffKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The words for a cause.</summary>
    public static string Words(DiffCause cause) => cause switch
    {
        DiffCause.InputChanged => "input changed",
        DiffCause.RecipeChanged => "recipe changed",
        DiffCause.OperatorChanged => "operator changed",
        DiffCause.Displaced => "displaced",
        DiffCause.QuotaShifted => "quota shifted",
        _ => "no cause found",
    };

    private static void Write(Screen screen, DatasetDiff dataset)
    {
        if (!dataset.IsInFirst || !dataset.IsInSecond)
        {
            screen.Line($"  only in {(dataset.IsInFirst ? "A" : "B")}");
            return;
        }

        Clauses(screen, "recipe", dataset.Recipe.Select(change => change.ToString()));
        Clauses(screen, "operators", dataset.Operators);
        Clauses(screen, "inputs", dataset.Inputs);
        foreach (var kind in dataset.Groups.Select(group => group.Kind).Distinct()) Write(screen, dataset, kind);
        if (dataset.IsSame) screen.Line("  same: every line, in the same order");
        if (dataset.IsReordered) screen.Line("  the same records, but other files or another order of lines");
    }

    private static void Write(Screen screen, DatasetDiff dataset, DiffKind kind)
    {
        screen.Line($"  {screen.OutStyle.Bold(Word(kind))}{Number(dataset.Count(kind)).PadLeft(NumberColumns + 8 - Word(kind).Length)}");
        var groups = dataset.Groups.Where(group => group.Kind == kind).ToList();
        foreach (var group in groups.Take(MaxGroups))
        {
            screen.Out.Write($"  {Number(group.Count).PadLeft(NumberColumns)}  ");
            Prose.Write(screen, Line(group), NumberColumns + 4);
            foreach (var example in group.Examples)
            {
                var other = example.Other is null ? "" : $"  duplicate: {example.Other}";
                screen.Line(screen.OutStyle.Dim(new string(' ', NumberColumns + 6) + Prose.Visible($"{example.Id[..8]}  {example.Place}{other}")));
            }
        }

        if (groups.Count > MaxGroups) screen.Line($"  {"".PadLeft(NumberColumns)}  and {Cuvee.Cli.Words.Count(groups.Count - MaxGroups, "smaller group")}; --json lists all");
    }

    private static string Line(DiffGroup group) => Prose.Visible($"{group.Outcome}; {Words(group.Cause)}{(group.Detail.Length > 0 ? $": {group.Detail}" : "")}");

    private static void Clauses(Screen screen, string title, IEnumerable<string> clauses)
    {
        var list = clauses.ToList();
        if (list.Count == 0) return;
        screen.Line($"  {title}");
        foreach (var clause in list.Take(MaxClauses))
        {
            screen.Out.Write("    ");
            Prose.Write(screen, Prose.Visible(clause), 4);
        }

        if (list.Count > MaxClauses) screen.Line($"    and {list.Count - MaxClauses} more; --json lists all");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
