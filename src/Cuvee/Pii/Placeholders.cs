using System.Text;
using Cuvee.Model;

namespace Cuvee.Pii;

/// <summary>
/// Numbers the values of one record: the same value, however it is spaced, has the same placeholder in all its turns. Numbers that the record has already, from an earlier pass, are left
/// to the values that they stand for.
/// </summary>
internal sealed class Placeholders
{
    /// <summary>What the placeholders of each kind begin with, behind the bracket.</summary>
    private static readonly byte[][] s_openings = [.. Enumerable.Range(0, PiiKinds.Count).Select(kind => Encoding.ASCII.GetBytes(((PiiKind)kind).Placeholder(0)[1..^2]))];

    private readonly Dictionary<(PiiKind Kind, string Value), int> _numbers = [];
    private readonly int[] _counts = new int[PiiKinds.Count];
    private Record? _record;

    /// <summary>Begins a new record.</summary>
    public void Begin(Record record)
    {
        _record = record;
        if (_numbers.Count == 0) return;
        _numbers.Clear();
        Array.Clear(_counts);
    }

    /// <summary>The placeholder of a value.</summary>
    public string Of(PiiKind kind, ReadOnlySpan<byte> value)
    {
        if (_numbers.Count == 0) CountThoseThatStand(_record!);
        var key = (kind, Canonical(value));
        if (!_numbers.TryGetValue(key, out var number)) _numbers.Add(key, number = ++_counts[(int)kind]);
        return kind.Placeholder(number);
    }

    /// <summary>Only records with something to replace are looked through.</summary>
    private void CountThoseThatStand(Record record)
    {
        foreach (var turn in record.Turns.Concat(record.Rejected))
        {
            foreach (var text in (ReadOnlySpan<Utf8>)[turn.Text, turn.Thinking, turn.ToolCalls, turn.Parts, turn.Name]) CountThoseThatStand(text.Span);
        }

        CountThoseThatStand(record.Tools.Span);
    }

    private void CountThoseThatStand(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'['); at >= 0; at = text.IndexOf((byte)'['))
        {
            text = text[(at + 1)..];
            for (var kind = 0; kind < _counts.Length; kind++)
            {
                var opening = s_openings[kind];
                if (!text.StartsWith(opening)) continue;
                if (System.Buffers.Text.Utf8Parser.TryParse(text[opening.Length..], out int number, out var digits) && number > 0 && Bytes.At(text, opening.Length + digits) == ']')
                {
                    _counts[kind] = Math.Max(_counts[kind], number);
                }
            }
        }
    }

    /// <summary>In lower case, without what people group digits by.</summary>
    private static string Canonical(ReadOnlySpan<byte> value)
    {
        var text = Encoding.UTF8.GetString(value).ToLowerInvariant();
        return string.Concat(text.Where(character => char.IsLetterOrDigit(character) || character is '@' or '.' or '+' or '_'));
    }
}
