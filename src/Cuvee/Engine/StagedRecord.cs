using System.Collections.Immutable;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Publish;

namespace Cuvee.Engine;

/// <summary>
/// The form in which a survivor of the first pass waits for the decision: one JSON line that begins exactly as the line of the messages
/// format, so that the common output is a copy of bytes, followed by what the other formats need.
/// </summary>
internal sealed class StagedRecord
{
    private readonly JsonTape _tape = new();
    private readonly TurnReader _turns = new();
    private readonly FieldPath _raw = new();

    /// <summary>Appends the line; returns how many of its bytes are the messages row without its closing brace.</summary>
    public static int Write(ByteBuffer target, Record record)
    {
        var start = target.Length;
        target.Add("{\"messages\":"u8);
        TurnWriter.WriteList(target, record.Turns);
        if (!record.Tools.IsAbsent) TurnWriter.WriteMember(target, ",\"tools\":"u8, record.Tools);
        if (!record.Media.IsAbsent) TurnWriter.WriteMember(target, ",\"images\":"u8, record.Media);
        var rowLength = target.Length - start;
        if (record.Label is { } label) target.Add(label ? ",\"label\":true"u8 : ",\"label\":false"u8);
        if (record.Rejected.Length > 0)
        {
            target.Add(",\"rejected\":"u8);
            TurnWriter.WriteList(target, record.Rejected);
            target.Add(System.Text.Encoding.ASCII.GetBytes($",\"rejected_from\":{record.RejectedFrom}"));
        }

        if (!record.Instruction.IsAbsent) TurnWriter.WriteText(target, ",\"instruction\":"u8, record.Instruction);
        if (!record.Extra.IsAbsent) TurnWriter.WriteMember(target, ",\"extra\":"u8, record.Extra);
        target.Add("}\n"u8);
        return rowLength;
    }

    /// <summary>Reads a staged line back. The record is valid until the next one is read.</summary>
    /// <exception cref="InvalidDataException">The line is not what was staged.</exception>
    public Record Read(byte[] bytes, int start, int length, RecordFormat format, Origin origin)
    {
        if (_tape.Parse(bytes, start, start + length, out _) != JsonFault.None) throw new InvalidDataException("a staged line is damaged");
        var root = _tape.Root;
        _raw.Root = root;
        return new Record
        {
            Origin = origin,
            Format = format,
            Turns = ReadTurns(root["messages"u8]),
            Tools = Beside(root["tools"u8]),
            Media = Beside(root["images"u8]),
            Label = root["label"u8].Kind switch { JsonKind.True => true, JsonKind.False => false, _ => null },
            Rejected = ReadTurns(root["rejected"u8]),
            RejectedFrom = root["rejected_from"u8] is { Exists: true } from ? int.Parse(from.Source.Span, System.Globalization.CultureInfo.InvariantCulture) : 0,
            Instruction = root["instruction"u8].Text,
            Extra = root["extra"u8].Source,
            Raw = _raw,
        };
    }

    /// <summary>A value as it was staged; a text without its quotes would be no JSON.</summary>
    private Utf8 Beside(JsonNode node) => node.Kind == JsonKind.Text ? _turns.Canonical(node) : node.Source;

    private ImmutableArray<Turn> ReadTurns(JsonNode list)
    {
        var turns = ImmutableArray.CreateBuilder<Turn>();
        foreach (var element in list.Elements())
        {
            if (_turns.Read(element, out var turn) is { } problem) throw new InvalidDataException($"a staged line is damaged: {problem}");
            turns.Add(turn);
        }

        return turns.ToImmutable();
    }
}
