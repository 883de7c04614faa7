using System.Collections.Immutable;
using Cuvee.Engine;

namespace Cuvee.Report;

/// <summary>
/// How many records of a dataset ended how, counted from its ledger: the one origin of every number in manifest, report, card and summary.
/// </summary>
public sealed class Tally
{
    private Tally(ImmutableArray<TallyCell> cells) => Cells = cells;

    /// <summary>Ordered by all columns.</summary>
    public ImmutableArray<TallyCell> Cells { get; }

    public long Read => Cells.Sum(cell => cell.Records);

    public long Kept => Cells.Where(cell => cell.IsKept).Sum(cell => cell.Records);

    public long Quarantined => Cells.Where(cell => cell.State == Stages.Quarantined).Sum(cell => cell.Records);

    /// <summary>Emitted lines: kept records times their copies.</summary>
    public long Emitted => Cells.Where(cell => cell.IsKept).Sum(cell => cell.Lines);

    /// <summary>A tally of rows that were counted elsewhere, one cell for each combination.</summary>
    internal static Tally Of(IEnumerable<TallyCell> cells) => new(
    [
        .. cells
            .OrderBy(cell => cell.Source, StringComparer.Ordinal).ThenBy(cell => cell.Family, StringComparer.Ordinal)
            .ThenBy(cell => cell.State, StringComparer.Ordinal).ThenBy(cell => cell.Stage, StringComparer.Ordinal).ThenBy(cell => cell.Reason, StringComparer.Ordinal)
            .ThenBy(cell => cell.Split, StringComparer.Ordinal).ThenBy(cell => cell.Tags, StringComparer.Ordinal),
    ]);

    /// <summary>Dropped records by stage and reason, in the order of the words.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> Dropped(Func<TallyCell, bool>? where = null)
    {
        var dropped = new SortedDictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var cell in Cells)
        {
            if (cell.State != Stages.Dropped || where?.Invoke(cell) == false) continue;
            if (!dropped.TryGetValue(cell.Stage, out var reasons)) dropped.Add(cell.Stage, reasons = new(StringComparer.Ordinal));
            reasons[cell.Reason] = reasons.GetValueOrDefault(cell.Reason) + cell.Records;
        }

        return dropped;
    }

    /// <summary>Emitted lines, or their tokens, by the value that <paramref name="by"/> gives, in the order of the values.</summary>
    public SortedDictionary<string, long> EmittedBy(Func<TallyCell, string> by, bool inTokens = false)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var cell in Cells.Where(cell => cell.IsKept)) counts[by(cell)] = counts.GetValueOrDefault(by(cell)) + (inTokens ? cell.LineTokens : cell.Lines);
        return counts;
    }
}

/// <summary>How many records are alike in all that is counted; an empty text where the ledger has null.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Family">Value of the tag family.</param>
/// <param name="State">kept, dropped or quarantined.</param>
/// <param name="Stage">The stage that dropped it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Split">Where it was written.</param>
/// <param name="Tags">The other tags as a JSON object.</param>
/// <param name="Records">Input records.</param>
/// <param name="Lines">Emitted lines.</param>
public sealed record TallyCell(string Source, string Family, string State, string Stage, string Reason, string Split, string Tags, long Records, long Lines)
{
    public bool IsKept => State == Stages.Kept;

    /// <summary>Tokens of the records, each counted once; 0 where none were counted.</summary>
    public long RecordTokens { get; init; }

    /// <summary>Tokens of the emitted lines.</summary>
    public long LineTokens { get; init; }

    /// <summary>The value of a tag; <c>source</c> and <c>family</c> are tags too.</summary>
    public string Tag(string name)
    {
        if (name == "source") return Source;
        if (name == "family") return Family;
        if (Tags.Length == 0) return Recipes.TagRule.None;
        using var tags = System.Text.Json.JsonDocument.Parse(Tags);
        return tags.RootElement.TryGetProperty(name, out var value) ? value.GetString()! : Recipes.TagRule.None;
    }
}
