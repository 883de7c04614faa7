using System.Collections.Immutable;

namespace Cuvee.Inspect;

/// <summary>What the records of a file, or of all files, are.</summary>
public sealed record ContentSummary
{
    /// <summary>JSON objects or lists of turns, which may hold several records each.</summary>
    public required long Values { get; init; }

    public required long Records { get; init; }

    /// <summary>The most frequent first.</summary>
    public required ImmutableArray<FormatCount> Formats { get; init; }

    public required ImmutableArray<QuarantineCount> Quarantined { get; init; }

    /// <summary>In the order in which they are met, at most 256.</summary>
    public required ImmutableArray<ColumnSummary> Columns { get; init; }

    /// <summary>Values of further fields.</summary>
    public required long OtherColumnValues { get; init; }

    /// <summary>In characters (Unicode code points): the turns before the last answer, without system. Null when there are no records.</summary>
    public required LengthSummary? PromptLength { get; init; }

    /// <summary>In characters: the last assistant turn.</summary>
    public required LengthSummary? AnswerLength { get; init; }

    /// <summary>In characters: all turns.</summary>
    public required LengthSummary? ConversationLength { get; init; }

    /// <summary>In tokens: the rendered conversation. Null where no tokenizer was named; records that the template refuses do not count.</summary>
    public required LengthSummary? TokenCount { get; init; }

    /// <summary>What that may be where no tokenizer was named: a quarter of the UTF-8 bytes of all turns.</summary>
    public required LengthSummary? TokenEstimate { get; init; }

    /// <summary>Turns of a record.</summary>
    public required LengthSummary? TurnCount { get; init; }

    /// <summary>Turns by who speaks: system, user, assistant, tool.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> Roles { get; init; }

    /// <summary>Tool calls in all turns.</summary>
    public required long ToolCalls { get; init; }

    /// <summary>Records that have what: tool_calls, tools, media, system, thinking, rejected.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> With { get; init; }

    /// <summary>Records with the label true.</summary>
    public required long LabelTrue { get; init; }

    /// <summary>Records with the label false.</summary>
    public required long LabelFalse { get; init; }

    public required ImmutableArray<ScoreField> Scores { get; init; }

    public required ImmutableArray<TagField> Tags { get; init; }

    public required DuplicateSummary Duplicates { get; init; }

    /// <summary>Records without an assistant turn.</summary>
    public required long NoAnswers { get; init; }

    /// <summary>Records whose last assistant turn says nothing and calls nothing.</summary>
    public required long EmptyAnswers { get; init; }

    /// <summary>Preferences whose rejected answer ends in an empty turn.</summary>
    public required long EmptyRejected { get; init; }

    /// <summary>Records with U+FFFD, the mark of text that was decoded wrongly, in a turn.</summary>
    public required long WithReplacement { get; init; }

    /// <summary>Records with text that was decoded wrongly and that <c>encoding: repair</c> would change.</summary>
    public required long Repairable { get; init; }

    /// <summary>The first of them, at most three.</summary>
    public required ImmutableArray<RepairExample> Repairs { get; init; }

    /// <summary>Records by the script that most of their letters are of, the most frequent first; <c>none</c> for those without letters.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> Scripts { get; init; }

    /// <summary>Records by the most likely language, where a model was named.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> Languages { get; init; }

    /// <summary>How many values of personal data there surely are, by kind.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> PersonalData { get; init; }

    /// <summary>The prompt of one record in twenty or more; null where there is none.</summary>
    public required RepeatedText? RepeatedPrompt { get; init; }

    /// <summary>The answer of one record in twenty or more; null where there is none.</summary>
    public required RepeatedText? RepeatedAnswer { get; init; }

    /// <summary>The record with the most characters; null when there are no records.</summary>
    public required NamedPlace? Longest { get; init; }

    /// <summary>Whether that one is far longer than nearly all others.</summary>
    public required bool IsLongestExtreme { get; init; }

    /// <summary>Keys that stand twice in one object; the last wins.</summary>
    public required long DuplicateKeys { get; init; }

    /// <summary>Records that lose something on the way to the messages format, by what it is: label, rejected.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> LostInMessages { get; init; }

    /// <summary>Fields of turns that no record keeps (weights and the like), with how many turns have them.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> UnreadTurnFields { get; init; }

    /// <summary>Top-level fields that no turn is made of.</summary>
    public IEnumerable<string> UnmappedColumns => Columns.Where(column => column.Used == 0).Select(column => column.Name);
}
