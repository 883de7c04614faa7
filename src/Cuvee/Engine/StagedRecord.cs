using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Publish;

namespace Cuvee.Engine;

/// <summary>
/// The form in which a survivor of the first pass waits for the decision: a row, which is exactly a line of the messages format, so that the
/// common output is a copy of bytes; and, where there is more to the record, an object of extras in a file of its own.
/// </summary>
internal sealed class StagedRecord
{
    private readonly JsonTape _row = new(JsonTape.RowDepth);
    private readonly JsonTape _extra = new(JsonTape.RowDepth);
    private readonly TurnReader _turns = new();
    private readonly FieldPath _raw = new();

    /// <summary>Appends the row, a line of the messages format.</summary>
    public static void WriteRow(ByteBuffer target, Record record)
    {
        target.Add("{\"messages\":"u8);
        TurnWriter.WriteList(target, record.Turns);
        if (!record.Tools.IsAbsent) TurnWriter.WriteMember(target, ",\"tools\":"u8, record.Tools);
        if (!record.Media.IsAbsent) TurnWriter.WriteMember(target, ",\"images\":"u8, record.Media);
        target.Add("}\n"u8);
    }

    /// <summary>Appends what the row has no place for; nothing when there is nothing.</summary>
    public static void WriteExtra(ByteBuffer target, Record record)
    {
        var start = target.Length;
        if (record.Label is { } label) target.Add(label ? ",\"label\":true"u8 : ",\"label\":false"u8);
        if (record.Rejected.Length > 0)
        {
            target.Add(",\"rejected\":"u8);
            TurnWriter.WriteList(target, record.Rejected);
            target.Add(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"rejected_from\":{record.RejectedFrom}")));
        }

        if (!record.Instruction.IsAbsent) TurnWriter.WriteText(target, ",\"instruction\":"u8, record.Instruction);
        if (!record.Extra.IsAbsent) TurnWriter.WriteMember(target, ",\"extra\":"u8, record.Extra);
        if (target.Length == start) return;
        target.Replace(start, (byte)'{');
        target.Add((byte)'}');
    }

    /// <summary>Reads a staged record back. It is valid until the next one is read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="extra">The extras, or absent.</param>
    /// <param name="format">What the record was read as.</param>
    /// <exception cref="InvalidDataException">The bytes are not what was staged.</exception>
    public Record Read(Utf8 row, Utf8 extra, RecordFormat format)
    {
        if (_row.Parse(row) != JsonFault.None || (!extra.IsAbsent && _extra.Parse(extra) != JsonFault.None)) throw new InvalidDataException("a staged record is damaged");
        var root = _row.Root;
        var rest = extra.IsAbsent ? default : _extra.Root;
        _raw.Root = root;
        return new Record
        {
            Origin = default,
            Format = format,
            Turns = ReadTurns(root["messages"u8]),
            Tools = root["tools"u8] is { Exists: true } tools ? tools.Kind == JsonKind.Text ? _turns.Canonical(tools) : tools.Source : default,
            Media = root["images"u8].Kind == JsonKind.Text ? _turns.Canonical(root["images"u8]) : root["images"u8].Source,
            Label = rest["label"u8].Kind switch { JsonKind.True => true, JsonKind.False => false, _ => null },
            Rejected = ReadTurns(rest["rejected"u8]),
            RejectedFrom = rest["rejected_from"u8] is { Exists: true } from ? int.Parse(from.Source.Span, CultureInfo.InvariantCulture) : 0,
            Instruction = rest["instruction"u8].Text,
            Extra = rest["extra"u8].Source,
            Raw = _raw,
        };
    }

    private ImmutableArray<Turn> ReadTurns(JsonNode list)
    {
        var turns = ImmutableArray.CreateBuilder<Turn>();
        foreach (var element in list.Elements())
        {
            if (_turns.Read(element, out var turn) is { } problem) throw new InvalidDataException($"a staged record is damaged: {problem}");
            turns.Add(turn);
        }

        return turns.ToImmutable();
    }
}
