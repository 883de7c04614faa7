using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>No template at all: tool definitions, then of each turn what was thought, said and called, joined by line feeds; what is empty is left out.</summary>
internal sealed class PlainTemplate : ChatTemplate
{
    public override bool Render(ReadOnlySpan<Turn> turns, Utf8 tools, ByteBuffer target)
    {
        Add(tools, target);
        foreach (var turn in turns)
        {
            Add(turn.Thinking, target);
            Add(turn.Text, target);
            Add(turn.ToolCalls, target);
        }

        return true;
    }

    private static void Add(Utf8 text, ByteBuffer target)
    {
        if (text.IsEmpty) return;
        if (target.Length > 0) target.Add((byte)'\n');
        target.Add(text.Span);
    }
}
