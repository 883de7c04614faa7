using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>One place that records pass: a source, how they ended, or the split or reason.</summary>
/// <param name="Label">For people.</param>
/// <param name="Kind">The style sheet's word for its colour.</param>
/// <param name="Records">How many.</param>
/// <param name="Y">Upper end of its bar in the drawing.</param>
/// <param name="Height">Of its bar.</param>
internal sealed record FlowNode(string Label, string Kind, long Records, double Y, double Height);

/// <summary>Records that go from one place to another.</summary>
/// <param name="From">Index in the earlier column.</param>
/// <param name="To">Index in the later column.</param>
/// <param name="Records">How many.</param>
/// <param name="FromY">Upper end at the earlier bar.</param>
/// <param name="ToY">Upper end at the later bar.</param>
internal sealed record FlowRibbon(int From, int To, long Records, double FromY, double ToY);

/// <summary>The flow of a dataset's records in three columns, laid out: sources; stages; splits and reasons.</summary>
internal sealed class FlowGraph
{
    /// <summary>Height of all records together.</summary>
    private const double Total = 260;

    /// <summary>Room for one line of text.</summary>
    private const double MinSlot = 24;

    private const double Gap = 8;

    /// <summary>Where there are more sources, the smaller ones are drawn as one; the table of sources has them all.</summary>
    private const int MaxSources = 12;

    private readonly double _scale;

    private FlowGraph(Tally tally, ImmutableArray<string> sources, ImmutableArray<string> splits)
    {
        _scale = Total / Math.Max(1, tally.Read);
        var named = sources.Length <= MaxSources ? sources : Largest(tally, MaxSources - 1);
        var others = $"{sources.Length - named.Length} other sources";
        string SourceOf(TallyCell cell) => named.Contains(cell.Source) ? cell.Source : others;
        var stages = tally.Cells.GroupBy(StageOf).OrderBy(stage => StageOrder(stage.Key)).ToList();
        var ends = stages.SelectMany(stage => stage.GroupBy(EndOf).Select(end => (Stage: stage.Key, End: end.Key, Records: end.Sum(cell => cell.Records)))
            .OrderBy(end => stage.Key == Stages.Kept ? splits.IndexOf(end.End) : 0).ThenByDescending(end => end.Records).ThenBy(end => end.End, StringComparer.Ordinal)).ToList();
        var starts = tally.Cells.GroupBy(SourceOf).OrderBy(source => sources.IndexOf(source.Key) is var at and >= 0 ? at : int.MaxValue).Select(source => (source.Key, source.Sum(cell => cell.Records))).ToList();
        Columns =
        [
            Place([.. starts.Select(start => (start.Key, "source", start.Item2))]),
            Place([.. stages.Select(stage => (TitleOf(stage.Key), KindOf(stage.Key), stage.Sum(cell => cell.Records)))]),
            Place([.. ends.Select(end => (end.End, KindOf(end.Stage), end.Records))]),
        ];
        Height = Columns.Max(column => column.IsEmpty ? 0 : column[^1].Y + Math.Max(MinSlot, column[^1].Height));
        Ribbons =
        [
            Connect(0, starts.SelectMany((start, from) => stages.Select((stage, to) => (from, to, stage.Where(cell => SourceOf(cell) == start.Key).Sum(cell => cell.Records))))),
            Connect(1, ends.Select((end, to) => (stages.FindIndex(stage => stage.Key == end.Stage), to, end.Records))),
        ];
    }

    public ImmutableArray<ImmutableArray<FlowNode>> Columns { get; }

    /// <summary>Between the first and second column, and between the second and third.</summary>
    public ImmutableArray<ImmutableArray<FlowRibbon>> Ribbons { get; }

    public double Height { get; }

    public static FlowGraph Of(EmittedDataset dataset) => new(dataset.Ledger.Tally, dataset.Dataset.From, [.. dataset.Dataset.Split.Parts.Select(part => part.Name)]);

    /// <summary>What people call the stage that a record did not pass.</summary>
    public static string TitleOf(string stage) => stage switch
    {
        Stages.Kept => "kept",
        Stages.Read => "quarantined",
        Stages.ExactDedup => "exact duplicates",
        Stages.NearDedup => "near-duplicates",
        Stages.Decontaminate => "contaminated",
        Stages.Normalize => "personal data",
        Stages.Filter => "filtered",
        Stages.Take => "not taken",
        Stages.Mix => "beyond the mix",
        Stages.Caps => "beyond a cap",
        Stages.Split => "beside a holdout",
        _ => stage,
    };

    /// <summary>The style sheet's word: faults, duplicates and choices have colours of their own.</summary>
    public static string KindOf(string stage) => stage switch
    {
        Stages.Kept => "kept",
        Stages.Read => "quarantined",
        Stages.ExactDedup or Stages.NearDedup => "duplicate",
        Stages.Take or Stages.Mix or Stages.Caps or Stages.Split => "choice",
        _ => "dropped",
    };

    private static ImmutableArray<string> Largest(Tally tally, int count) =>
    [
        .. tally.Cells.GroupBy(cell => cell.Source, StringComparer.Ordinal).OrderByDescending(source => source.Sum(cell => cell.Records)).ThenBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => source.Key).Take(count),
    ];

    private static string StageOf(TallyCell cell) => cell.IsKept ? Stages.Kept : cell.State == Stages.Quarantined ? Stages.Read : cell.Stage;

    private static string EndOf(TallyCell cell) => cell.IsKept ? cell.Split : cell.Reason;

    private static int StageOrder(string stage) => stage == Stages.Kept ? -1 : LedgerWords.OrderOf(stage);

    private static ImmutableArray<FlowNode> Stack(IEnumerable<(string Label, string Kind, long Records)> nodes, double scale)
    {
        var column = ImmutableArray.CreateBuilder<FlowNode>();
        var y = 0.0;
        foreach (var (label, kind, records) in nodes)
        {
            var height = Math.Max(1.5, records * scale);
            var slot = Math.Max(MinSlot, height);
            column.Add(new FlowNode(label, kind, records, y + ((slot - height) / 2), height));
            y += slot + Gap;
        }

        return column.ToImmutable();
    }

    private ImmutableArray<FlowNode> Place(IEnumerable<(string Label, string Kind, long Records)> nodes) => Stack(nodes, _scale);

    private ImmutableArray<FlowRibbon> Connect(int column, IEnumerable<(int From, int To, long Records)> links)
    {
        var left = Columns[column].Select(node => node.Y).ToArray();
        var right = Columns[column + 1].Select(node => node.Y).ToArray();
        var ribbons = ImmutableArray.CreateBuilder<FlowRibbon>();
        foreach (var (from, to, records) in links.Where(link => link.Records > 0))
        {
            ribbons.Add(new FlowRibbon(from, to, records, left[from], right[to]));
            left[from] += records * _scale;
            right[to] += records * _scale;
        }

        return ribbons.ToImmutable();
    }

    /// <summary>Height of that many records.</summary>
    public double HeightOf(long records) => Math.Max(0.75, records * _scale);
}
