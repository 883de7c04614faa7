using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>
/// A fast 64-bit mark of everything that the content hash covers, taken of the texts as they are: equal marks, equal content. Compared
/// between a record and what is read back of its line and, beside 64 bits of its SHA-256, between the texts of two builds of one program.
/// </summary>
internal static class ContentMark
{
    public static ulong Of(Record record)
    {
        var mark = Of(record.Turns.AsSpan(), (ulong)record.RejectedFrom << 2 | (record.Label switch { null => 0UL, false => 1, true => 2 }));
        mark = Of(record.Rejected.AsSpan(), mark);
        mark = Mix64.Of(record.Tools.Span, mark);
        return Mix64.Of(record.Media.Span, mark);
    }

    private static ulong Of(ReadOnlySpan<Turn> turns, ulong mark)
    {
        mark = Mix64.Of([], mark + (ulong)turns.Length);
        foreach (var turn in turns)
        {
            mark = Mix64.Of(turn.Text.Span, mark ^ (ulong)turn.Role << 56);
            if (turn.ToolCalls.IsEmpty && turn.Thinking.IsEmpty && turn.Parts.IsEmpty) continue;
            mark = Mix64.Of(turn.ToolCalls.Span, mark + 1);
            mark = Mix64.Of(turn.Thinking.Span, mark);
            mark = Mix64.Of(turn.Parts.Span, mark);
        }

        return mark;
    }
}
