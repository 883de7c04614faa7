using System.Collections.Immutable;
using System.Text;
using Cuvee.Engine;
using Cuvee.Filter;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Pii;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Report;

/// <summary>What the first pass did to a record, done again: how it was read, what each rule changed, what it looked like when it was decided about.</summary>
/// <param name="AsRead">As it stood in its file, as a line of the messages format; without personal data, where that is replaced.</param>
/// <param name="AsDecided">After all rules; what filters, deduplication and the mix saw.</param>
public sealed record RecordHistory(string AsRead, string AsDecided)
{
    /// <summary>Texts that a rule changed, in the order of the rules; without personal data, where that is replaced.</summary>
    public ImmutableArray<TextChange> Changes { get; init; } = [];

    /// <summary>The steps of the repair of mis-decoded text, in the order of the texts.</summary>
    public ImmutableArray<TextRepair> Repairs { get; init; } = [];

    /// <summary>The personal data that was found in it, in the order of its texts; empty when nobody looked for any.</summary>
    public ImmutableArray<FoundPersonalData> PersonalData { get; init; } = [];

    /// <summary>What a limit of tokens took away; null for nothing, or where the tokenizer is not at hand.</summary>
    public TokenCut? Cut { get; init; }

    /// <summary>The filters up to the one that dropped it, without those that need a model or a tokenizer.</summary>
    public ImmutableArray<Judgement> Judgements { get; init; } = [];

    /// <summary>Does again what a build did.</summary>
    /// <param name="record">As it was read.</param>
    /// <param name="plan">What its source does.</param>
    /// <param name="recipe">With the folder that its paths start from.</param>
    /// <param name="entry">What the ledger says of it; null for a record that it does not list.</param>
    internal static RecordHistory Of(Record record, SourcePlan plan, Recipe recipe, LedgerEntry? entry)
    {
        var asRead = RowOf(WithoutPersonalData(record, plan));
        record = record with { Score = plan.Score.Of(record) };
        var changes = ImmutableArray.CreateBuilder<TextChange>();
        var repairs = new List<TextRepair>();
        foreach (var rule in plan.Normalizers) record = Apply(rule, record, plan, recipe, changes, repairs);
        var personal = plan.Pii is { } pii ? new PersonalData(pii) : null;
        if (personal is not null) record = personal.Apply(record);
        var cut = entry?.Changes.Any(change => change.Rule == TokensFilter.Operator.Name) == true ? TokenCut.Of(ref record, plan, recipe) : null;
        return new RecordHistory(asRead, RowOf(record))
        {
            Changes = changes.ToImmutable(),
            Repairs = [.. repairs.GroupBy(step => step).Select(group => group.Key with { Count = group.Count() })],
            Cut = cut,
            PersonalData = personal is null ? [] : FoundPersonalData.Of(personal),
            Judgements = entry is null ? [] : Judge(record, plan, recipe, entry),
        };
    }

    /// <summary>A record as a line of the messages format, with the rejected answer and the label where there are any.</summary>
    private static string RowOf(Record record)
    {
        var row = new ByteBuffer();
        StagedRecord.WriteRow(row, record);
        var end = row.Length - "}\n".Length;
        if (record.Rejected.Length > 0)
        {
            row.Truncate(end);
            row.Add(",\"rejected\":"u8);
            Publish.TurnWriter.WriteList(row, record.Rejected);
            row.Add("}\n"u8);
            end = row.Length - "}\n".Length;
        }

        if (record.Label is { } label)
        {
            row.Truncate(end);
            row.Add(label ? ",\"label\":true}\n"u8 : ",\"label\":false}\n"u8);
        }

        return Encoding.UTF8.GetString(row.Written);
    }

    private static Record Apply(INormalizer rule, Record record, SourcePlan plan, Recipe recipe, ImmutableArray<TextChange>.Builder changes, List<TextRepair> repairs)
    {
        return record with { Turns = ApplyAll(record.Turns, ""), Rejected = ApplyAll(record.Rejected, "rejected, ") };

        ImmutableArray<Turn> ApplyAll(ImmutableArray<Turn> turns, string kind) => [.. turns.Select((turn, i) => ApplyOne(turn, $"{kind}turn {i + 1}, {turn.Role.ToString().ToLowerInvariant()}"))];

        Turn ApplyOne(Turn turn, string where)
        {
            if (turn.Text.IsEmpty || !turn.Parts.IsAbsent) return turn;
            var after = rule.Apply(turn.Text, out var count);
            if (count == 0) return turn;
            changes.Add(new TextChange(rule.Rule, where, Shown(turn.Text), Shown(after)));
            if (rule is EncodingNormalizer) repairs.AddRange(TextRepair.Of(turn.Text, EncodingNormalizer.ScopeOf(recipe.Normalize.First(known => known.Name == EncodingNormalizer.Name).Option)));
            return turn with { Text = after };
        }

        string Shown(Utf8 text) => WithoutPersonalData(record with { Turns = [new Turn(Role.User, text)], Rejected = [], Tools = default, Instruction = default }, plan).Turns[0].Text.ToString();
    }

    /// <summary>Who has personal data replaced does not want it shown in an explanation.</summary>
    private static Record WithoutPersonalData(Record record, SourcePlan plan) => plan.Pii is { } pii ? new PersonalData(pii).Apply(record) : record;

    private static ImmutableArray<Judgement> Judge(Record record, SourcePlan plan, Recipe recipe, LedgerEntry entry)
    {
        var judgements = ImmutableArray.CreateBuilder<Judgement>();
        if (entry.Stage == Stages.Normalize) return [];
        foreach (var call in recipe.Sources[plan.Index].Filters.Concat(recipe.Filters))
        {
            if (call.Filter is TokensFilter or IModelFilter)
            {
                if (entry.Stage == Stages.Filter && call.Operator.Reasons.Any(reason => reason.Word == entry.Reason)) break;
                continue;
            }

            var reason = call.Filter.Judge(record).Reason;
            judgements.Add(new Judgement(call.Operator.Name, MeasuresOf(call.Filter, record), reason));
            if (reason is not null) break;
        }

        return judgements.ToImmutable();
    }

    private static ImmutableArray<(string, double)> MeasuresOf(IFilter filter, Record record)
    {
        if (filter is ScoreFilter && !double.IsNaN(record.Score)) return [("score", record.Score)];
        if (filter is not MeasuringFilter measuring) return [];
        var values = new double[measuring.Limits.Length];
        measuring.Measure(record, values);
        return [.. measuring.Limits.Select((limit, i) => (limit.Name, values[i])).Where(measure => !double.IsNaN(measure.Item2))];
    }
}

/// <summary>A text that a rule changed.</summary>
/// <param name="Rule">The rule's key in a recipe.</param>
/// <param name="Where">Whose text: <c>turn 2, assistant</c>.</param>
/// <param name="Before">As the rule found it.</param>
/// <param name="After">As the rule left it; rules behind it may have changed it further.</param>
public sealed record TextChange(string Rule, string Where, string Before, string After);

/// <summary>What a filter said of a record.</summary>
/// <param name="Filter">Its name.</param>
/// <param name="Measures">What it measured, where that is numbers.</param>
/// <param name="Reason">Why it dropped the record; null when it did not.</param>
public sealed record Judgement(string Filter, ImmutableArray<(string Name, double Value)> Measures, string? Reason);
