using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>
/// The texts of a record in which benchmarks are searched for, in order: of each turn what is said, what is thought and the arguments of its calls, then the
/// rejected turns. The words follow each other from text to text, so a match may begin in one turn and end in the next.
/// </summary>
internal sealed class RecordTexts
{
    private readonly ByteBuffer _calls = new(0);

    /// <summary>Hands over every text; what is handed over is valid until the next one.</summary>
    public void ForEach(Record record, Action<Utf8> take)
    {
        foreach (var turn in record.Turns) ForEach(turn, take);
        foreach (var turn in record.Rejected) ForEach(turn, take);
    }

    private void ForEach(Turn turn, Action<Utf8> take)
    {
        if (!turn.Text.IsEmpty) take(turn.Text);
        if (!turn.Thinking.IsEmpty) take(turn.Thinking);
        if (!turn.ToolCalls.IsEmpty) take(WithoutEscapes(turn.ToolCalls.Span));
    }

    /// <summary>Calls are JSON, often a text within a text: a line feed is <c>\n</c> or <c>\\n</c> there and must not stick to the word behind it.</summary>
    private Utf8 WithoutEscapes(ReadOnlySpan<byte> json)
    {
        _calls.Clear();
        while (json.IndexOf((byte)'\\') is var at && at >= 0)
        {
            _calls.Add(json[..at]);
            _calls.Add((byte)' ');
            json = json[at..].TrimStart((byte)'\\');
            if (json.Length > 0 && json[0] is (byte)'n' or (byte)'t' or (byte)'r') json = json[1..];
        }

        _calls.Add(json);
        return _calls.CopyFrom(0);
    }
}
