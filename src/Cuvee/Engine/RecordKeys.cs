using System.Collections.Immutable;
using System.Text;
using Cuvee.Interop;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>
/// The identities of a record: SHA-256 over a serialization of roles, length-prefixed texts (NFC, ends trimmed, case kept), tool calls,
/// thinking, tools, rejected turns, label. Equal content in different formats and spellings has equal keys. The record is serialized once;
/// each key is a part of that. One instance serves one worker.
/// </summary>
internal sealed class RecordKeys
{
    private readonly ByteBuffer _whole = new(64 * 1024);
    private readonly ByteBuffer _part = new();
    private readonly List<TurnPlace> _turns = [];
    private Record? _record;
    private int _rejectedStart;
    private int _conversationEnd;

    /// <summary>Serializes a record; the keys asked for next are its keys.</summary>
    public void Observe(Record record)
    {
        _record = record;
        _whole.Clear();
        _turns.Clear();
        foreach (var turn in record.Turns) _turns.Add(SerializeTurn(turn));
        Add(record.Tools);
        Add(record.Media);
        _rejectedStart = _whole.Length;
        var common = CommonTurns(record);
        _whole.AddInt32(record.Rejected.Length - common);
        if (record.Rejected.Length > 0)
        {
            _whole.AddInt32(record.RejectedFrom + common);
            foreach (var turn in record.Rejected.AsSpan()[common..]) SerializeTurn(turn);
        }

        _conversationEnd = _whole.Length;
        if (record.Label is { } label) _whole.Add(label ? (byte)1 : (byte)0);
    }

    /// <summary>Writes the 32 bytes of the content hash: all of the record that a trainer could see.</summary>
    public void Content(Span<byte> digest) => Sha256.Hash(_whole.Written, digest);

    /// <summary>The key for exact deduplication; none when there is no text to compare.</summary>
    public Hash128 Key(DedupKey kind, bool withSystem) => kind switch
    {
        DedupKey.Prompt => Prompt(),
        DedupKey.FirstUser => FirstUser(),
        DedupKey.Conversation => Conversation(withSystem),
        _ => Text(),
    };

    /// <summary>The turns before the last assistant turn, without system; all turns if there is none.</summary>
    public Hash128 Prompt()
    {
        var end = LastAssistant(_record!.Turns);
        return HashTurns(end < 0 ? _turns.Count : end, withSystem: false, rest: default);
    }

    /// <summary>
    /// A 64-bit mark of everything that is said in answer (assistant texts and calls, rejected turns, label), compared only between records
    /// with equal keys to tell a conflict from a duplicate. Not stored, so a fast hash serves.
    /// </summary>
    public ulong AnswerMark()
    {
        var mark = 0UL;
        foreach (var turn in _turns)
        {
            if (turn.Role == Role.Assistant) mark = Mix64.Of(_whole.Written[turn.Start..turn.CallsEnd], mark);
        }

        return Mix64.Of(_whole.Written[_rejectedStart..], mark);
    }

    /// <summary>Bytes of text in all turns, the measure of <c>keep: longest</c>.</summary>
    public static int TextBytes(Record record)
    {
        var bytes = 0;
        foreach (var turn in record.Turns) bytes += turn.Text.Length + turn.ToolCalls.Length;
        return bytes;
    }

    /// <summary>Index of the last assistant turn, -1 if there is none.</summary>
    public static int LastAssistant(ImmutableArray<Turn> turns)
    {
        var index = turns.Length - 1;
        while (index >= 0 && turns[index].Role != Role.Assistant) index--;
        return index;
    }

    /// <summary>
    /// How many turns both answers of a preference begin with, as when they differed by white space before they were trimmed: they belong to the prompt.
    /// </summary>
    private static int CommonTurns(Record record)
    {
        var most = Math.Min(record.Rejected.Length, record.Turns.Length - record.RejectedFrom) - 1;
        var common = 0;
        while (common < most && record.Rejected[common].Equals(record.Turns[record.RejectedFrom + common])) common++;
        return common;
    }

    private Hash128 FirstUser()
    {
        if (!_record!.Instruction.IsEmpty)
        {
            _part.Clear();
            AddNormalized(_part, _record.Instruction);
            if (_part.Length > 0) return Hash128.Of(_part.Written);
        }

        foreach (var turn in _turns)
        {
            if (turn.Role == Role.User && turn.TextEnd > turn.TextStart) return Hash128.Of(_whole.Written[turn.TextStart..turn.TextEnd]);
        }

        return default;
    }

    private Hash128 Conversation(bool withSystem) =>
        HashTurns(_turns.Count, withSystem, rest: _turns.Count == 0 ? default : _whole.Written[_turns[^1].End.._conversationEnd]);

    /// <summary>Hash of the first turns and what follows them; none when no turn of them says anything.</summary>
    private Hash128 HashTurns(int count, bool withSystem, ReadOnlySpan<byte> rest)
    {
        _part.Clear();
        var isEmpty = true;
        for (var i = 0; i < count; i++)
        {
            var turn = _turns[i];
            if (turn.Role == Role.System && !withSystem) continue;
            isEmpty &= turn.IsEmpty;
            _part.Add(_whole.Written[turn.Start..turn.End]);
        }

        if (isEmpty) return default;
        _part.Add(rest);
        return Hash128.Of(_part.Written);
    }

    private Hash128 Text()
    {
        _part.Clear();
        foreach (var turn in _turns)
        {
            if (turn.TextEnd == turn.TextStart) continue;
            if (_part.Length > 0) _part.Add((byte)' ');
            WhiteSpace.Collapse(_whole.Written[turn.TextStart..turn.TextEnd], _part);
        }

        return _part.Length == 0 ? default : Hash128.Of(_part.Written);
    }

    private TurnPlace SerializeTurn(Turn turn)
    {
        var start = _whole.Length;
        _whole.Add((byte)turn.Role);
        AddText(turn.Text);
        var textEnd = _whole.Length;
        Add(turn.ToolCalls);
        var callsEnd = _whole.Length;
        AddText(turn.Thinking);
        Add(turn.Parts);
        var textStart = start + 1 + sizeof(int);
        return new TurnPlace(turn.Role, start, textStart, textEnd, callsEnd, _whole.Length, textStart == textEnd && turn.ToolCalls.IsEmpty && turn.Parts.IsEmpty);
    }

    private void Add(Utf8 bytes)
    {
        _whole.AddInt32(bytes.Length);
        _whole.Add(bytes.Span);
    }

    private void AddText(Utf8 text)
    {
        var start = _whole.Length;
        _whole.AddInt32(0);
        AddNormalized(_whole, text);
        _whole.PatchInt32(start, _whole.Length - start - sizeof(int));
    }

    private static void AddNormalized(ByteBuffer target, Utf8 text)
    {
        var trimmed = WhiteSpace.Trim(text.Span);
        if (Ascii.IsValid(trimmed) || Nfc.IsNormalized(trimmed)) target.Add(trimmed);
        else Nfc.Normalize(trimmed, target);
    }

    /// <summary>Where a turn stands in the serialization.</summary>
    private readonly record struct TurnPlace(Role Role, int Start, int TextStart, int TextEnd, int CallsEnd, int End, bool IsEmpty);
}
