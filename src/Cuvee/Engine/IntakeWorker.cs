using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cuvee.Decontaminate;
using Cuvee.Filter;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Pii;
using Cuvee.Publish.Formats;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Engine;

/// <summary>
/// The first pass over one block: parse, tag, score, normalize, filter, observe, stage. Pure: the result depends on the block and the plan
/// only. One instance serves one worker.
/// </summary>
internal sealed class IntakeWorker
{
    private readonly SourcePlan _plan;
    private readonly Outcomes _outcomes;
    private readonly JsonTape _tape = new();
    private readonly RecordReader _reader;
    private readonly RecordKeys _keys = new();
    private readonly RecordIds _ids = new();
    private readonly Signer? _signer;
    private readonly ImmutableArray<Observer> _observers;
    private readonly int[] _changes;
    private readonly Recycled<IntakeBlock> _blocks;
    private readonly PersonalData? _personal;
    private readonly int _statusTag;
    private readonly Dictionary<string, string[]> _fixedTagsByStatus = new(StringComparer.Ordinal);
    private readonly string[]? _fixedTags;
    private readonly Action<Record> _accept;
    private readonly Action<Origin, string> _reject;
    private IntakeBlock _result = new();
    private Item _item;
    private string _fileKey = string.Empty;

    /// <param name="plan">What to do.</param>
    /// <param name="outcomes">Numbers for what becomes of records.</param>
    /// <param name="blocks">Where committed blocks come back to.</param>
    public IntakeWorker(SourcePlan plan, Outcomes outcomes, Recycled<IntakeBlock> blocks)
    {
        _plan = plan;
        _outcomes = outcomes;
        _blocks = blocks;
        if (plan.Tags.All(tag => tag is null or FixedTag or PiiStatusTag)) _fixedTags = [.. plan.Tags.Select(tag => (tag as FixedTag)?.Value ?? TagRule.None)];
        _personal = plan.Pii is { } pii ? new PersonalData(pii) : null;
        _statusTag = plan.Tags.IndexOf(plan.Tags.FirstOrDefault(tag => tag is PiiStatusTag));
        _reader = new RecordReader(plan.Format, plan.Map, plan.KeepExtra);
        _signer = plan.Signatures.IsEmpty ? null : new Signer(plan.Signatures);
        _observers = [.. plan.Benchmarks.Select(set => new Observer(set))];
        _changes = new int[plan.ChangeRules.Length];
        _accept = Accept;
        _reject = (origin, problem) => Quarantine(origin, QuarantineReasons.UnknownShape, problem, _item.Value);
    }

    public IntakeBlock Run(FileBlock input, string fileKey)
    {
        _result = _blocks.Take();
        _result.Clear();
        while (_result.Observations.Count < _observers.Length) _result.Observations.Add(new Observations());
        _fileKey = fileKey;
        if (input.End?.Damage is { } damage) Quarantine(new Origin(_plan.Index, input.File, 0, 0, -1), QuarantineReasons.DamagedFile, damage, Utf8.Empty);
        if (input.Block is null) return _result;
        foreach (var item in input.Block)
        {
            _item = item;
            var origin = new Origin(_plan.Index, input.File, item.Line, item.Index, item.ByteOffset);
            if (item.Error is { } error) Quarantine(origin, QuarantineReasons.Of(input.Container), error, item.Value);
            else ReadItem(item, origin);
        }

        // All that is kept was copied out: nothing points into the block or the decoded texts any more.
        input.Block.Recycle();
        _tape.Recycle();
        return _result;
    }

    /// <summary>Reads the value of an item; a line may hold several, one behind the other, and is quarantined whole when one is broken.</summary>
    private void ReadItem(Item item, Origin origin)
    {
        var bytes = item.Value.Array!;
        var start = item.Value.Offset;
        var end = start + item.Value.Length;
        var fault = _tape.Parse(bytes, start, end, out var consumed);
        if (fault == JsonFault.None && consumed < end) fault = CheckRest(bytes, consumed, end);
        if (fault != JsonFault.None)
        {
            Quarantine(origin, QuarantineReasons.Of(fault), QuarantineReasons.Describe(fault), item.Value);
            return;
        }

        while (true)
        {
            _result.DuplicateKeys += _tape.DuplicateKeys;
            origin = origin with { Item = origin.Item + _reader.Read(_tape.Root, origin, _accept, _reject) };
            if (consumed == end) return;
            _tape.Parse(bytes, consumed, end, out consumed);
        }
    }

    /// <summary>Whether everything behind the first value is values too; leaves the tape at the first one again.</summary>
    private JsonFault CheckRest(byte[] bytes, int at, int end)
    {
        var first = at;
        while (at < end)
        {
            var fault = _tape.Parse(bytes, at, end, out at);
            if (fault != JsonFault.None) return fault;
        }

        return _tape.Parse(bytes, _item.Value.Offset, first, out _);
    }

    private void Accept(Record record)
    {
        _result.Formats[(int)record.Format]++;
        var fact = new Fact { Source = (ushort)_plan.Index, Format = record.Format, Label = record.Label switch { null => 0, false => 1, true => 2 } };
        var place = NewPlace(record.Origin);
        var tags = _fixedTags ?? TagsOf(record);
        if (_plan.NeedsScore) record = record with { Score = _plan.Score.Of(record) };
        fact.Score = record.Score;
        record = Normalize(record);
        if (_personal is not null) record = LookForPersonalData(record, _personal, ref fact, ref place, ref tags);
        if (fact.Outcome == Outcomes.Alive) record = Cut(record);
        foreach (var filter in _plan.Filters)
        {
            if (fact.Outcome != Outcomes.Alive) break;
            var verdict = filter.Judge(record);
            if (!verdict.Drops) continue;
            fact.Outcome = _outcomes.Number(Stages.Filter, verdict.Reason!);
            (place.Measured, place.Threshold) = (verdict.Measured, verdict.Threshold);
            break;
        }

        if (fact.Outcome == Outcomes.Alive && _plan.Tokens is { } measure) CountTokens(measure, record, ref fact);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _keys.Observe(record);
        _keys.Content(digest);
        place.ContentHigh = fact.Content = Hash128.FromDigest(digest);
        place.ContentLow = Hash128.FromDigest(digest[16..]);
        fact.TextBytes = RecordKeys.TextBytes(record);
        if (fact.Outcome == Outcomes.Alive) Stage(record, ref fact);
        else _signer?.Skip(_result.Signatures);
        for (var i = 0; i < _observers.Length; i++)
        {
            if (fact.Outcome == Outcomes.Alive) _observers[i].Observe(record, _result.Observations[i]);
            else _result.Observations[i].AddNothing();
        }

        foreach (var path in _plan.Together) _result.Together.Add(fact.Outcome == Outcomes.Alive ? KeyOf(record.Raw.Field(path)) : default);
        Add(fact, place, tags);
    }

    /// <summary>The end of stage 3: replaces personal data, or drops the record for it, and says in a tag what is known of it.</summary>
    private Record LookForPersonalData(Record record, PersonalData personal, ref Fact fact, ref Place place, ref string[] tags)
    {
        record = personal.Apply(record);
        personal.Replaced.CopyTo(_changes.AsSpan(_plan.Normalizers.Length));
        _result.Review.Add(personal.Review);
        foreach (var length in personal.ReviewLengths) _result.ReviewLines.Add((_result.Facts.Count, length));
        tags = WithStatus(tags, personal.Status);
        if (_plan.Pii!.Action != PiiAction.Drop || personal.CertainLeft == 0) return record;
        fact.Outcome = _outcomes.Number(Stages.Normalize, PiiRule.Reason);
        (place.Measured, place.Threshold) = (personal.CertainLeft, 0);
        return record;
    }

    /// <summary>The tags with the status among them; of fixed tags one array for each status, since equal arrays are numbered once.</summary>
    private string[] WithStatus(string[] tags, string status)
    {
        if (!ReferenceEquals(tags, _fixedTags)) tags[_statusTag] = status;
        else if (!_fixedTagsByStatus.TryGetValue(status, out tags!)) _fixedTagsByStatus.Add(status, tags = [.. _fixedTags.Select((value, i) => i == _statusTag ? status : value)]);
        return tags;
    }

    private string[] TagsOf(Record record)
    {
        var tags = new string[_plan.Tags.Length];
        for (var i = 0; i < tags.Length; i++) tags[i] = _plan.Tags[i]?.ValueOf(record) ?? TagRule.None;
        return tags;
    }

    private void Stage(Record record, ref Fact fact)
    {
        if (_plan.Key is { } kind)
        {
            fact.Key = _keys.Key(kind, _plan.KeyWithSystem);
            fact.Answer = _keys.AnswerMark();
        }

        if (_plan.NeedsPrompt) fact.Prompt = _plan.Key == DedupKey.Prompt ? fact.Key : _keys.Prompt();
        _signer?.Sign(record, _result.Signatures);
        fact.ContentMark = ContentMark.Of(record);
        fact.RowAt = _result.Rows.Length;
        fact.ExtraAt = _result.Extras.Length;
        StagedRecord.WriteRow(_result.Rows, record);
        StagedRecord.WriteExtra(_result.Extras, record);
        fact.RowLength = _result.Rows.Length - (int)fact.RowAt;
        fact.ExtraLength = _result.Extras.Length - (int)fact.ExtraAt;
        fact.RowMark = StagedSource.MarkOf(_result.Rows.Written.Slice((int)fact.RowAt, fact.RowLength - 1));
        fact.ExtraMark = fact.ExtraLength == 0 ? 0 : StagedSource.MarkOf(_result.Extras.Written[(int)fact.ExtraAt..]);
        fact.RowLosses = MessagesRow.LossesOf(record);
    }

    private void CountTokens(TokenMeasure measure, Record record, ref Fact fact)
    {
        var tokens = measure.Count(record);
        if (tokens < 0) fact.Outcome = _outcomes.Number(Stages.Filter, TokensFilter.TemplateFailed);
        else fact.Tokens = checked((int)tokens);
    }

    /// <summary>Takes away turns of a conversation with too many tokens; counted as one more change.</summary>
    private Record Cut(Record record)
    {
        foreach (var cut in _plan.Cuts)
        {
            record = cut.Apply(record, out var turnCount);
            _changes[^1] += turnCount;
        }

        return record;
    }

    private Record Normalize(Record record)
    {
        Array.Clear(_changes);
        if (_plan.Normalizers.IsEmpty) return record;
        return record with
        {
            Turns = Normalize(record.Turns),
            Rejected = Normalize(record.Rejected),
            Instruction = record.Instruction.IsAbsent ? default : Normalize(record.Instruction, isCounted: false),
        };
    }

    private ImmutableArray<Turn> Normalize(ImmutableArray<Turn> turns)
    {
        if (turns.IsEmpty) return turns;
        var changed = new Turn[turns.Length];
        for (var i = 0; i < changed.Length; i++)
        {
            var turn = turns[i];
            changed[i] = turn.Text.IsEmpty || !turn.Parts.IsAbsent ? turn : turn with { Text = Normalize(turn.Text, isCounted: true) };
        }

        return ImmutableArray.Create(changed);
    }

    private Utf8 Normalize(Utf8 text, bool isCounted)
    {
        for (var i = 0; i < _plan.Normalizers.Length; i++)
        {
            text = _plan.Normalizers[i].Apply(text, out var count);
            if (isCounted) _changes[i] += count;
        }

        return text;
    }

    private void Quarantine(Origin origin, string reason, string detail, Utf8 raw)
    {
        // The block goes round before the row is written, so it takes its bytes along
        _result.Quarantined.Add(new QuarantineRow(_result.Facts.Count, origin, reason, detail, raw.Detach()));
        foreach (var _ in _plan.Together) _result.Together.Add(default);
        _signer?.Skip(_result.Signatures);
        foreach (var observations in _result.Observations) observations.AddNothing();
        Add(new Fact { Source = (ushort)_plan.Index, Outcome = _outcomes.Number(Stages.Read, reason), Score = double.NaN }, NewPlace(origin), []);
    }

    private void Add(Fact fact, Place place, string[] tags)
    {
        if (Array.Exists(_changes, count => count > 0))
        {
            _result.Changes.Add((_result.Facts.Count, [.. _changes]));
            Array.Clear(_changes);
        }

        _result.Facts.Add(fact);
        _result.Places.Add(place);
        _result.Tags.Add(tags);
    }

    private Place NewPlace(Origin origin) => new()
    {
        Id = _ids.Of(_plan.Name, _fileKey, origin.Line, origin.Item),
        Line = origin.Line,
        Item = origin.Item,
        ByteOffset = origin.ByteOffset,
        File = origin.File,
        Measured = double.NaN,
        Threshold = double.NaN,
    };

    /// <summary>The key of a field's value, kind included; none where there is no value.</summary>
    private static Hash128 KeyOf(FieldValue value) =>
        value.Kind is FieldKind.Missing or FieldKind.Null || (value.Kind == FieldKind.Text && value.Text.IsEmpty)
            ? default
            : Hash128.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value.Kind}\0{value.Text}")));
}
