using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>
/// The identities of a record: SHA-256 over a serialization of roles, length-prefixed texts (NFC, ends trimmed, case kept), tool calls,
/// thinking, tools, rejected turns, label. Equal content in different formats and spellings has equal keys. One instance serves one worker.
/// </summary>
internal sealed class RecordKeys
{
    private readonly ByteBuffer _buffer = new(64 * 1024);
    private readonly ByteBuffer _texts = new();

    /// <summary>Writes the 32 bytes of the content hash: all of the record that a trainer could see.</summary>
    public void Content(Record record, Span<byte> digest)
    {
        SerializeConversation(record, withSystem: true);
        if (record.Label is { } label) _buffer.Add(label ? (byte)1 : (byte)0);
        SHA256.HashData(_buffer.Written, digest);
    }

    /// <summary>The key for exact deduplication; none when there is no text to compare.</summary>
    public Hash128 Key(Record record, DedupKey kind, bool withSystem) => kind switch
    {
        DedupKey.Prompt => Prompt(record),
        DedupKey.FirstUser => FirstUser(record),
        DedupKey.Conversation => Conversation(record, withSystem),
        _ => Text(record),
    };

    public Hash128 Prompt(Record record)
    {
        var turns = record.Turns;
        var end = LastAssistant(turns);
        if (end < 0) end = turns.Length;
        _buffer.Clear();
        var isEmpty = true;
        for (var i = 0; i < end; i++)
        {
            if (turns[i].Role == Role.System) continue;
            isEmpty &= IsEmpty(turns[i]);
            SerializeTurn(turns[i]);
        }

        return isEmpty ? default : Hash128.Of(_buffer.Written);
    }

    /// <summary>
    /// A 64-bit mark of everything that is said in answer (assistant texts and calls, rejected turns, label), compared only between records
    /// with equal keys to tell a conflict from a duplicate. Not stored, so a fast hash serves.
    /// </summary>
    public ulong AnswerMark(Record record)
    {
        _buffer.Clear();
        foreach (var turn in record.Turns)
        {
            if (turn.Role != Role.Assistant) continue;
            AddText(turn.Text);
            Add(turn.ToolCalls);
        }

        foreach (var turn in record.Rejected) SerializeTurn(turn);
        _buffer.Add(record.Label switch { null => 0, false => 1, true => 2 });
        return Mix64.Of(_buffer.Written);
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

    private Hash128 FirstUser(Record record)
    {
        var text = record.Instruction;
        for (var i = 0; text.IsEmpty && i < record.Turns.Length; i++)
        {
            if (record.Turns[i].Role == Role.User) text = record.Turns[i].Text;
        }

        _buffer.Clear();
        AddNormalized(text);
        return _buffer.Length == 0 ? default : Hash128.Of(_buffer.Written);
    }

    private Hash128 Conversation(Record record, bool withSystem)
    {
        foreach (var turn in record.Turns)
        {
            if (IsEmpty(turn)) continue;
            SerializeConversation(record, withSystem);
            return Hash128.Of(_buffer.Written);
        }

        return default;
    }

    private Hash128 Text(Record record)
    {
        _texts.Clear();
        foreach (var turn in record.Turns)
        {
            if (turn.Text.IsEmpty) continue;
            if (_texts.Length > 0) _texts.Add((byte)' ');
            WhiteSpace.Collapse(Nfc.Normalize(turn.Text).Span, _texts);
        }

        return _texts.Length == 0 ? default : Hash128.Of(_texts.Written);
    }

    private void SerializeConversation(Record record, bool withSystem)
    {
        _buffer.Clear();
        foreach (var turn in record.Turns)
        {
            if (withSystem || turn.Role != Role.System) SerializeTurn(turn);
        }

        Add(record.Tools);
        Add(record.Media);
        var common = CommonTurns(record);
        _buffer.AddInt32(record.Rejected.Length - common);
        if (record.Rejected.Length == 0) return;
        _buffer.AddInt32(record.RejectedFrom + common);
        foreach (var turn in record.Rejected.AsSpan()[common..]) SerializeTurn(turn);
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

    private void SerializeTurn(in Turn turn)
    {
        _buffer.Add((byte)turn.Role);
        AddText(turn.Text);
        Add(turn.ToolCalls);
        AddText(turn.Thinking);
        Add(turn.Parts);
    }

    private void Add(Utf8 bytes)
    {
        _buffer.AddInt32(bytes.Length);
        _buffer.Add(bytes.Span);
    }

    private void AddText(Utf8 text)
    {
        var start = _buffer.Length;
        _buffer.AddInt32(0);
        AddNormalized(text);
        _buffer.PatchInt32(start, _buffer.Length - start - sizeof(int));
    }

    private void AddNormalized(Utf8 text)
    {
        var trimmed = WhiteSpace.Trim(text.Span);
        if (Ascii.IsValid(trimmed) || Nfc.IsNormalized(trimmed)) _buffer.Add(trimmed);
        else Nfc.Normalize(trimmed, _buffer);
    }

    private static bool IsEmpty(in Turn turn) => turn.ToolCalls.IsEmpty && turn.Parts.IsEmpty && WhiteSpace.Trim(turn.Text.Span).IsEmpty;
}
