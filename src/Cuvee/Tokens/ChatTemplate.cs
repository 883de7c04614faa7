using System.Collections.Immutable;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>How a conversation becomes the one text whose tokens are counted. Immutable, so one serves every worker.</summary>
internal abstract class ChatTemplate
{
    /// <summary>Texts that the template puts between turns and that are one token each.</summary>
    public virtual ImmutableArray<string> ControlTokens => [];

    /// <summary>Appends the conversation as a text; false where the template refuses it.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="tools">Tool definitions as JSON, or absent.</param>
    /// <param name="target">Where the text goes; what it holds after a refusal means nothing.</param>
    public abstract bool Render(ReadOnlySpan<Turn> turns, Utf8 tools, ByteBuffer target);

    /// <summary>A template by its name, or by the path of a <c>tokenizer_config.json</c> or of a Jinja template.</summary>
    /// <param name="name">The name or path.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <exception cref="CuveeException">There is no such template, or it asks for what is not supported.</exception>
    public static ChatTemplate Load(string name, string folder) => name switch
    {
        "plain" => new PlainTemplate(),
        _ when MarkedTemplate.All.TryGetValue(name, out var marked) => marked,
        _ => JinjaTemplate.OfFile(name, folder),
    };

    /// <summary>The names of templates that come with the program.</summary>
    public static ImmutableArray<string> Names { get; } = ["plain", .. MarkedTemplate.All.Keys];

    /// <summary>The body of a turn: what was thought, what is said, what is called, one below the other.</summary>
    protected static void AddBody(Turn turn, ByteBuffer target, bool trims = false)
    {
        if (!turn.Thinking.IsEmpty)
        {
            target.Add("<think>\n"u8);
            target.Add(turn.Thinking.Span);
            target.Add("\n</think>\n\n"u8);
        }

        target.Add(trims ? Trimmed(turn.Text.Span) : turn.Text.Span);
        if (turn.ToolCalls.IsEmpty) return;
        if (!turn.Text.IsEmpty) target.Add((byte)'\n');
        target.Add(turn.ToolCalls.Span);
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text)
    {
        var trimmed = new ByteBuffer(text.Length);
        new StripRule(left: true, right: true).Apply(text, trimmed);
        return trimmed.Written;
    }
}
