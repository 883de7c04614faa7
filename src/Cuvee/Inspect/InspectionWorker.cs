using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Ingest.Formats;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Tokens;

namespace Cuvee.Inspect;

/// <summary>Looks at blocks of input. One instance serves one worker.</summary>
internal sealed class InspectionWorker : ItemReader
{
    private static readonly RankKey SampleRank = new(0, "inspect");

    private readonly IReadOnlyList<InputPath> _files;
    private readonly int _sample;
    private readonly bool _measuresQuality;
    private readonly TokenMeasure? _tokens;
    private readonly TextFindings _findings;
    private readonly KnownFields _fields = new(null);
    private readonly RecordKeys _keys = new();
    private readonly JsonTape _calls = new();
    private readonly ByteBuffer _row = new();
    private InspectedBlock _result = new(0);
    private JsonNode _value;
    private Utf8 _marked;

    public InspectionWorker(IReadOnlyList<InputPath> files, InspectOptions options)
        : base(new RecordReader(format: null, map: null, keepExtra: options.Sample > 0))
    {
        (_files, _sample, _measuresQuality, _tokens) = (files, options.Sample, options.Quality, options.Tokens);
        _findings = new TextFindings(options.Languages);
    }

    public (InputBlock Input, InspectedBlock Result) Inspect(InputBlock input)
    {
        _result = new InspectedBlock(_sample);
        if (input.Block is not null) Read(input.File, input.Block, input.Head!.Detection.Kind);
        return (input, _result);
    }

    protected override void OnValue(JsonNode value, int duplicateKeys)
    {
        _value = value;
        _result.Tally[Counter.DuplicateKeys] += duplicateKeys;
        AddColumns(value);
    }

    protected override void OnQuarantined(Origin origin, string reason, string detail, Utf8 raw) =>
        _result.Tally.Quarantine(reason, new QuarantinePlace(_files[origin.File].Key, origin.Line, origin.Item, detail));

    protected override void OnRecord(Record record)
    {
        var tally = _result.Tally;
        tally[Counter.Records]++;
        tally.Formats[(int)record.Format]++;
        MarkFields(record);
        Count(record);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _keys.Observe(record);
        _keys.Content(digest);
        var content = Hash128.FromDigest(digest);
        _result.Facts.Add(Measure(record, content));
        _findings.Add(record, new NamedPlace(_files[record.Origin.File].Key, record.Origin.Line, record.Origin.Item), tally);
        if (_measuresQuality) QualityMeasures.Add(record, _result.Quality);
        _result.Sample.Add(SampleRank.Of(content), content, () => Render(record));
    }

    private void AddColumns(JsonNode value)
    {
        if (value.Kind == JsonKind.Object)
        {
            _result.Tally[Counter.Values]++;
            _result.Tally.Columns.AddMembers(value, withMembers: true);
            foreach (var (_, member) in value.Members()) AddTurnFields(member);
        }
        else if (value.Kind == JsonKind.Array && value.Count > 0 && MessagesFormat.FitsList(value))
        {
            _result.Tally[Counter.Values]++;
            AddTurnFields(value);
        }
        else
        {
            foreach (var element in value.Elements()) AddColumns(element);
        }
    }

    /// <summary>Counts the fields of turns that a record has no place for.</summary>
    private void AddTurnFields(JsonNode list)
    {
        foreach (var turn in list.Elements())
        {
            if (!TurnReader.LooksLikeTurn(turn)) return;
            foreach (var (key, _) in turn.Members())
            {
                if (TurnReader.IsKnown(key)) continue;
                var name = key.Text.ToString();
                _result.Tally.TurnFields[name] = _result.Tally.TurnFields.GetValueOrDefault(name) + 1;
            }
        }
    }

    /// <summary>Marks the fields that a record was made of, once for each raw object.</summary>
    private void MarkFields(Record record)
    {
        var root = record.Format == RecordFormat.Squad ? _value : ((FieldPath)record.Raw).Root;
        var source = root.Source;
        if (source.Array == _marked.Array && source.Offset == _marked.Offset && source.Length == _marked.Length) return;
        _marked = source;
        _fields.Fill(root);
        ref var evidence = ref _result.Tally.Evidence[(int)record.Format];
        List<string>? names = evidence is null ? [] : null;
        foreach (var (key, _) in root.Members())
        {
            var field = _fields.Use(key);
            if (field == KnownField.Other) continue;
            var isUsed = field == KnownField.Label ? record.Label is not null : FormatFields.Uses(record.Format, _fields, field);
            if (!isUsed) continue;
            if (_result.Tally.Columns.Find(key.Text) is { } column) column.Used++;
            names?.Add(key.Text.ToString());
        }

        if (names is not null) evidence = names.Count > 0 ? $"has {string.Join(", ", names.Distinct(StringComparer.Ordinal))}" : "a list of turns";
    }

    private void Count(Record record)
    {
        var tally = _result.Tally;
        var calls = 0L;
        bool hasSystem = false, hasThinking = false, hasMedia = !record.Media.IsAbsent, hasReplacement = false;
        foreach (var turn in record.Turns)
        {
            tally[Counter.SystemTurns + (byte)turn.Role]++;
            if (!turn.ToolCalls.IsAbsent) calls += CountCalls(turn.ToolCalls);
            hasSystem |= turn.Role == Role.System;
            hasThinking |= !turn.Thinking.IsEmpty;
            hasMedia |= !turn.Parts.IsAbsent;
            hasReplacement |= turn.Text.Span.IndexOf("\uFFFD"u8) >= 0;
        }

        tally[Counter.ToolCalls] += calls;
        Add(Counter.WithToolCalls, calls > 0);
        Add(Counter.WithTools, !record.Tools.IsAbsent);
        Add(Counter.WithMedia, hasMedia);
        Add(Counter.WithSystem, hasSystem);
        Add(Counter.WithThinking, hasThinking);
        Add(Counter.WithReplacement, hasReplacement);
        Add(Counter.LabelTrue, record.Label is true);
        Add(Counter.LabelFalse, record.Label is false);
        Add(Counter.WithRejected, record.Rejected.Length > 0);
        var answer = RecordKeys.LastAssistant(record.Turns);
        Add(Counter.NoAnswer, answer < 0);
        Add(Counter.EmptyAnswer, answer >= 0 && SaysNothing(record.Turns[answer]));
        Add(Counter.EmptyRejected, record.Rejected.Length > 0 && SaysNothing(record.Rejected[^1]));
    }

    private void Add(Counter counter, bool holds)
    {
        if (holds) _result.Tally[counter]++;
    }

    private RecordFacts Measure(Record record, Hash128 content)
    {
        var answer = RecordKeys.LastAssistant(record.Turns);
        long prompt = 0, reply = 0, all = 0, bytes = 0;
        for (var i = 0; i < record.Turns.Length; i++)
        {
            var length = Filter.Measure.Characters(record.Turns[i].Text.Span);
            all += length;
            bytes += record.Turns[i].Text.Length;
            if (i == answer) reply = length;
            else if ((i < answer || answer < 0) && record.Turns[i].Role != Role.System) prompt += length;
        }

        var place = new RecordPlace(record.Origin.File, record.Origin.Line, record.Origin.Item);
        return new RecordFacts(content, _keys.Prompt(), _keys.AnswerMark(), prompt, reply, all, record.Turns.Length, _tokens?.Count(record) ?? -1, bytes, place);
    }

    private SampledRecord Render(Record record)
    {
        _row.Clear();
        StagedRecord.WriteRow(_row, record);
        var end = _row.Length;
        StagedRecord.WriteExtra(_row, record);
        var row = _row.Written[..(end - "}\n".Length)];
        var extra = _row.Written[end..];
        var json = Utf8.Copy(extra.IsEmpty ? [.. row, (byte)'}'] : [.. row, (byte)',', .. extra["{".Length..]]);
        return new SampledRecord(_files[record.Origin.File].Key, record.Origin.Line, record.Origin.Item, record.Format, json);
    }

    private long CountCalls(Utf8 calls)
    {
        _calls.Parse(calls.Array!, calls.Offset, calls.Offset + calls.Length, out _);
        return _calls.Root.Count;
    }

    private static bool SaysNothing(Turn turn) => turn.ToolCalls.IsAbsent && turn.Parts.IsAbsent && WhiteSpace.Trim(turn.Text.Span).IsEmpty;
}
