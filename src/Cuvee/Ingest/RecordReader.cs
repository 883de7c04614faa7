using Cuvee.Ingest.Formats;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>
/// Turns one JSON value into the records it holds, whatever the format: detected for each value, since real files mix them. One instance
/// serves one worker.
/// </summary>
internal sealed class RecordReader(RecordFormat? format, FieldMap? map, bool keepExtra)
{
    private readonly KnownFields _fields = new(map);
    private readonly KnownFields _topLevelTurns = new(null);
    private readonly RecordDraft _draft = new();
    private readonly FieldPath _raw = new();

    /// <summary>
    /// Hands every record of the value to <paramref name="accept"/>, item by item, and every part that is not a record to
    /// <paramref name="reject"/> with what is wrong. Returns how many items there were. A record is valid until the next value is parsed.
    /// </summary>
    public int Read(JsonNode value, Origin origin, Action<Record> accept, Action<Origin, string> reject)
    {
        if (value.Kind == JsonKind.Array && !(value.Count > 0 && MessagesFormat.FitsList(value)))
        {
            var items = 0;
            foreach (var element in value.Elements()) items += Read(element, origin with { Item = origin.Item + items }, accept, reject);
            return AtLeastOne(items, "an empty list", origin, reject);
        }

        var detected = Detect(value);
        _raw.Root = value;
        if (detected == RecordFormat.Squad && SquadFormat.Fits(_fields)) return ReadSquad(value, origin, accept, reject);
        if (detected == RecordFormat.Alpaca && _fields[KnownField.Instances] is { Kind: JsonKind.Array } instances)
        {
            return ReadInstances(instances, origin, accept, reject);
        }

        if (ReadOne(value, detected) is { } problem) reject(origin, problem);
        else accept(_draft.Build(origin, _raw, keepExtra));
        return 1;
    }

    /// <summary>The format of a value by the fields it has, null when none fits.</summary>
    public RecordFormat? Detect(JsonNode value)
    {
        if (value.Kind == JsonKind.Array) return value.Count > 0 && MessagesFormat.FitsList(value) ? MessagesFormat.FormatOf(value) : null;
        if (value.Kind != JsonKind.Object) return null;
        _fields.Fill(value);
        return format ?? (PreferenceFormat.Fits(_fields) ? RecordFormat.Preference
            : MessagesFormat.Fits(_fields) ? MessagesFormat.FormatOf(_fields[KnownField.Messages])
            : SquadFormat.Fits(_fields) ? RecordFormat.Squad
            : AlpacaFormat.Fits(_fields) ? RecordFormat.Alpaca
            : PromptCompletionFormat.Fits(_fields) ? RecordFormat.PromptCompletion
            : QaFormat.Fits(_fields) ? RecordFormat.Qa
            : TextFormat.Fits(_fields) ? RecordFormat.Text
            : null);
    }

    private string? ReadOne(JsonNode value, RecordFormat? detected)
    {
        if (value.Kind == JsonKind.Array)
        {
            // A line that is itself a list of turns.
            _topLevelTurns.Fill(value);
            _draft.Begin(_topLevelTurns, MessagesFormat.FormatOf(value));
            return _draft.AddTurns(value);
        }

        if (value.Kind != JsonKind.Object) return "the value is not an object";
        switch (detected)
        {
            case RecordFormat.Preference when PreferenceFormat.Fits(_fields): return PreferenceFormat.Read(_fields, _draft);
            case RecordFormat.Messages or RecordFormat.Sharegpt when MessagesFormat.Fits(_fields): return MessagesFormat.Read(_fields, _draft);
            case RecordFormat.Kto when MessagesFormat.Fits(_fields): return MessagesFormat.Read(_fields, _draft);
            case RecordFormat.Kto when AlpacaFormat.Fits(_fields): return AlpacaFormat.Read(_fields, _draft);
            case RecordFormat.Kto or RecordFormat.PromptCompletion when PromptCompletionFormat.Fits(_fields): return PromptCompletionFormat.Read(_fields, _draft);
            case RecordFormat.Alpaca when AlpacaFormat.Fits(_fields): return AlpacaFormat.Read(_fields, _draft);
            case RecordFormat.Qa when QaFormat.Fits(_fields): return QaFormat.Read(_fields, _draft);
            case RecordFormat.Text when TextFormat.Fits(_fields): return TextFormat.Read(_fields, _draft);
            case { } forced when format is not null: return $"the fields of format '{FormatWords.Of(forced)}' are not there{FoundKeys(value)}";
            default: return $"no known format has these fields{FoundKeys(value)}";
        }
    }

    private int ReadInstances(JsonNode instances, Origin origin, Action<Record> accept, Action<Origin, string> reject)
    {
        var items = 0;
        foreach (var instance in instances.Elements())
        {
            var place = origin with { Item = origin.Item + items++ };
            if (AlpacaFormat.Read(_fields, _draft, instance["input"u8], instance["output"u8]) is { } problem) reject(place, problem);
            else accept(_draft.Build(place, _raw, keepExtra));
        }

        return AtLeastOne(items, "an instruction without instances", origin, reject);
    }

    private int ReadSquad(JsonNode value, Origin origin, Action<Record> accept, Action<Origin, string> reject)
    {
        var items = 0;
        foreach (var (question, context) in SquadFormat.Questions(value))
        {
            var place = origin with { Item = origin.Item + items++ };
            _fields.Fill(question);
            _raw.Root = question;
            if (SquadFormat.Read(_fields, question, context, _draft) is { } problem) reject(place, problem);
            else accept(_draft.Build(place, _raw, keepExtra));
        }

        return AtLeastOne(items, "an article without questions", origin, reject);
    }

    /// <summary>A value that holds no record is one item that is none, so that nothing that was read is missing from the account.</summary>
    private static int AtLeastOne(int items, string problem, Origin origin, Action<Origin, string> reject)
    {
        if (items == 0) reject(origin, problem);
        return Math.Max(1, items);
    }

    private static string FoundKeys(JsonNode value)
    {
        var keys = new List<string>();
        foreach (var (key, _) in value.Members()) keys.Add(key.Text.ToString());
        return keys.Count == 0 ? string.Empty : $" (found {string.Join(", ", keys.Take(8))}{(keys.Count > 8 ? ", ..." : string.Empty)})";
    }
}
