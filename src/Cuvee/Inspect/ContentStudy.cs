using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>Gathers what is seen of a file, or of all files, block by block, in bounded memory.</summary>
internal sealed class ContentStudy(IReadOnlyList<InputPath> files, int maxKeys)
{
    /// <summary>
    /// What makes a token of text, in bytes of UTF-8: "one token is about 4 characters of English" (OpenAI, "What are tokens and how to count them?"). Other scripts take
    /// more bytes a character, and about as many more tokens.
    /// </summary>
    private const int BytesPerToken = 4;

    /// <summary>A prompt or answer that so many records share is named: as many as the gate <c>clusters</c> warns of.</summary>
    private const double RepeatedShare = 0.05;

    /// <summary>Of fewer records nothing is frequent.</summary>
    private const long MinRepeated = 10;

    /// <summary>A record that is so many times as long as 95 in a hundred are at most is named: what is behind that is rarely meant.</summary>
    private const long ExtremeLength = 10;

    /// <summary>A column that has one value in so many of its values tells records apart no more.</summary>
    private const double ConstantShare = 0.95;

    private static readonly string[] ScoreWords = ["score", "quality", "rating", "reward", "confidence", "grade"];

    private readonly ContentTally _tally = new(ContentTally.MaxColumns);
    private readonly KeySample _contents = new(maxKeys);
    private readonly KeySample _prompts = new(maxKeys);
    private readonly Histogram _promptLength = new();
    private readonly Histogram _answerLength = new();
    private readonly Histogram _tokens = new();
    private readonly Histogram _estimate = new();
    private readonly FrequentKeys _frequentPrompts = new();
    private readonly FrequentKeys _frequentAnswers = new();
    private (long Characters, RecordPlace Place) _longest = (-1, default);
    private readonly Histogram _length = new();
    private readonly Histogram _turns = new();

    public void Add(InspectedBlock block)
    {
        _tally.Add(block.Tally);
        foreach (var facts in block.Facts)
        {
            _contents.Add(facts.Content, 0);
            _prompts.Add(facts.Prompt, facts.Answer);
            _promptLength.Add(facts.PromptLength);
            _answerLength.Add(facts.AnswerLength);
            _length.Add(facts.Length);
            if (facts.Tokens >= 0) _tokens.Add(facts.Tokens);
            _estimate.Add((facts.Bytes + BytesPerToken - 1) / BytesPerToken);
            _turns.Add(facts.Turns);
            _frequentPrompts.Add(facts.Prompt, facts.Place);
            if (facts.AnswerLength > 0) _frequentAnswers.Add(new Hash128(facts.Answer, 1), facts.Place);
            if (facts.Length > _longest.Characters) _longest = (facts.Length, facts.Place);
        }
    }

    public ContentSummary Summary() => new()
    {
        Values = _tally[Counter.Values],
        Records = _tally[Counter.Records],
        Formats = Formats(),
        Quarantined = [.. _tally.Quarantined.Select(entry => new QuarantineCount(entry.Key, entry.Value.Count, [.. entry.Value.Places]))],
        Columns = [.. _tally.Columns.All.Select(Column)],
        OtherColumnValues = _tally.Columns.Others,
        PromptLength = _promptLength.Summary(),
        AnswerLength = _answerLength.Summary(),
        ConversationLength = _length.Summary(),
        TokenCount = _tokens.Summary(),
        TokenEstimate = _estimate.Summary(),
        TurnCount = _turns.Summary(),
        Roles = Counts(("system", Counter.SystemTurns), ("user", Counter.UserTurns), ("assistant", Counter.AssistantTurns), ("tool", Counter.ToolTurns)),
        ToolCalls = _tally[Counter.ToolCalls],
        With = Counts(
            ("tool_calls", Counter.WithToolCalls),
            ("tools", Counter.WithTools),
            ("media", Counter.WithMedia),
            ("system", Counter.WithSystem),
            ("thinking", Counter.WithThinking),
            ("rejected", Counter.WithRejected)),
        LabelTrue = _tally[Counter.LabelTrue],
        LabelFalse = _tally[Counter.LabelFalse],
        Scores = [.. BesideTurns().Where(field => field.Column.Numbers * 2 > field.Column.Present - field.Column.Nulls).Select(field => Score(field.Path, field.Column))],
        Tags = [.. BesideTurns().Where(field => IsTag(field.Column)).Select(field => Tag(field.Path, field.Column))],
        Duplicates = new DuplicateSummary(_contents.Repeats, _prompts.Repeats, _prompts.Conflicts, Math.Max(_contents.OneIn, _prompts.OneIn)),
        NoAnswers = _tally[Counter.NoAnswer],
        EmptyAnswers = _tally[Counter.EmptyAnswer],
        EmptyRejected = _tally[Counter.EmptyRejected],
        WithReplacement = _tally[Counter.WithReplacement],
        Repairable = _tally[Counter.Repairable],
        Repairs = [.. _tally.Repairs],
        Scripts = ByCount(_tally.Scripts),
        Languages = ByCount(_tally.Languages),
        PersonalData = ByCount(_tally.PersonalData),
        RepeatedPrompt = Repeated(_frequentPrompts),
        RepeatedAnswer = Repeated(_frequentAnswers),
        Longest = _longest.Characters < 0 ? null : Named(_longest.Place),
        IsLongestExtreme = _length.Summary() is { } lengths && lengths.Max > ExtremeLength * lengths.P95,
        DuplicateKeys = _tally[Counter.DuplicateKeys],
        LostInMessages = [.. Lost().Where(loss => loss.Value > 0)],
        UnreadTurnFields = [.. _tally.TurnFields],
    };

    private ImmutableArray<FormatCount> Formats() =>
    [
        .. Enum.GetValues<RecordFormat>()
            .Where(format => _tally.Formats[(int)format] > 0)
            .Select(format => new FormatCount(format, _tally.Formats[(int)format], Share(_tally.Formats[(int)format], _tally[Counter.Records]), _tally.Evidence[(int)format] ?? ""))
            .OrderByDescending(format => format.Count),
    ];

    private IEnumerable<KeyValuePair<string, long>> Lost() =>
        [new("label", _tally[Counter.LabelTrue] + _tally[Counter.LabelFalse]), new("rejected", _tally[Counter.WithRejected])];

    private ImmutableArray<KeyValuePair<string, long>> Counts(params (string Word, Counter Counter)[] counters) =>
        [.. counters.Where(entry => _tally[entry.Counter] > 0).Select(entry => new KeyValuePair<string, long>(entry.Word, _tally[entry.Counter]))];

    private static ImmutableArray<KeyValuePair<string, long>> ByCount(SortedDictionary<string, long> counts) => [.. counts.OrderByDescending(entry => entry.Value)];

    private RepeatedText? Repeated(FrequentKeys keys) =>
        keys.Most is var (count, first) && count >= Math.Max(MinRepeated, RepeatedShare * _tally[Counter.Records]) ? new RepeatedText(count, Named(first)) : null;

    private NamedPlace Named(RecordPlace place) => new(files[place.File].Key, place.Line, place.Item);

    /// <summary>The value that nearly all values of a column are; null where there is none, or too few to say.</summary>
    private static string? ConstantOf(ColumnTally column)
    {
        var values = column.Present - column.Nulls;
        if (values < MinRepeated || column.Values is not { Count: > 0 } counted) return null;
        var (value, count) = counted.MaxBy(entry => entry.Value);
        return count >= ConstantShare * values ? value.ToString() : null;
    }

    private ColumnSummary Column(ColumnTally column) => new(
        column.Name.ToString(),
        column.Present,
        Share(column.Present, _tally[Counter.Values]),
        column.Nulls,
        Share(column.Nulls, column.Present),
        [.. column.Types],
        column.Used,
        column.Texts == 0 ? 0 : Math.Round((double)column.Characters / column.Texts, 1),
        column.Example,
        ConstantOf(column));

    /// <summary>Fields that no record is made of, and the members of those that are objects.</summary>
    private IEnumerable<(string Path, ColumnTally Column)> BesideTurns()
    {
        foreach (var column in _tally.Columns.All.Where(column => column.Used == 0))
        {
            yield return (column.Name.ToString(), column);
            foreach (var member in column.Members?.All ?? []) yield return ($"{column.Name}.{member.Name}", member);
        }
    }

    private static ScoreField Score(string path, ColumnTally column)
    {
        int? scale = column.Min < 0 ? null : column.Max switch { <= 1 => 1, <= 10 => 10, <= 100 => 100, _ => null };
        var name = column.Name.ToString();
        return new ScoreField(path, column.Numbers, column.Min, column.Max, scale, Array.Exists(ScoreWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Few different texts, each of which comes twice on average, and no numbers.</summary>
    private static bool IsTag(ColumnTally column)
    {
        if (column.Values is not { Count: > 0 } values) return false;
        var texts = values.Values.Sum();
        return texts >= 2 * values.Count && column.Numbers * 2 < texts;
    }

    private TagField Tag(string path, ColumnTally column)
    {
        var values = column.Values!;
        var sorted = values.OrderByDescending(value => value.Value).ThenBy(value => value.Key.ToString(), StringComparer.Ordinal);
        return new TagField(path, _tally[Counter.Values] - values.Values.Sum(), [.. sorted.Select(value => new KeyValuePair<string, long>(value.Key.ToString(), value.Value))]);
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);
}
