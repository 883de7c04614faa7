using System.Collections.Immutable;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops records whose text holds the tokens that chat formats put between turns: a trainer would read them as such.</summary>
public sealed class SpecialTokensFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "special_tokens",
        Version = 1,
        Summary = "Drops records whose text holds control tokens of chat formats: `<|im_start|>` and everything of that form, `[INST]`, `<<SYS>>`, `<start_of_turn>`, "
            + "`</s>` at the end of a line and so on. `<s>` and `</s>` around words of one line are HTML, and no token.",
        Example = "special_tokens",
        Parameters =
        [
            TextChoice.Parameter("conversation"),
            new("allow_in_code", ParameterType.Boolean, "`true` lets tokens stand in code (fenced, or between backticks), where they are mostly explained.") { Default = "false" },
        ],
        Reasons = [new("special_token", "a control token of a chat format stands in the text")],
        Create = arguments => new SpecialTokensFilter(TextChoice.Of(arguments), arguments.Literal("allow_in_code")!.Value.Kind == FieldKind.True),
    };

    // Of the chat templates and tokenizers of Llama 2, Mistral, Gemma and BERT; those of ChatML, Llama 3, Qwen, GPT and DeepSeek are all of the form <|...|>
    private static readonly ImmutableArray<byte[]> Tokens =
    [
        .. new[]
        {
            "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[SYSTEM_PROMPT]",
            "[/SYSTEM_PROMPT]", "<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>", "<pad>", "<unk>", "[CLS]", "[SEP]",
        }.Select(token => Utf8.Of(token).Span.ToArray()),
    ];

    // Longer names are no tokens of any known model; the bound keeps the search linear
    private const int LongestName = 40;

    // HTML's <s> strikes a few words through; looking further would take time for nothing
    private const int HtmlReach = 200;

    private readonly TextChoice _choice;
    private readonly bool _allowsInCode;

    private SpecialTokensFilter(TextChoice choice, bool allowsInCode)
        : base([new("special tokens", "special_token", Maximum: 0)]) => (_choice, _allowsInCode) = (choice, allowsInCode);

    public override void Measure(Record record, Span<double> values)
    {
        var count = 0;
        foreach (var turn in _choice.Turns(record)) count += Count(turn.Text.Span);
        values[0] = count;
    }

    private int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        var code = new CodeSpans(text);
        for (var at = text.IndexOfAny((byte)'<', (byte)'['); at >= 0;)
        {
            var length = LengthAt(text, at);
            if (length > 0 && !(_allowsInCode && code.Contains(at))) count++;
            var from = at + Math.Max(1, length);
            var next = text[from..].IndexOfAny((byte)'<', (byte)'[');
            at = next < 0 ? -1 : from + next;
        }

        return count;
    }

    /// <summary>The length of the token that begins there, or 0.</summary>
    private static int LengthAt(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[at..];
        if (rest.StartsWith("<|"u8)) return PipedLength(rest, "<|"u8, "|>"u8);
        if (rest.StartsWith("<｜"u8)) return PipedLength(rest, "<｜"u8, "｜>"u8);
        if (rest.StartsWith("<s>"u8)) return OpensText(text, at) ? 3 : 0;
        if (rest.StartsWith("</s>"u8)) return EndsLine(text, at) ? 4 : 0;
        foreach (var token in Tokens)
        {
            if (rest.StartsWith(token)) return token.Length;
        }

        return 0;
    }

    /// <summary>A name of letters, digits and low lines (and what DeepSeek has for a space) between the bars.</summary>
    private static int PipedLength(ReadOnlySpan<byte> text, ReadOnlySpan<byte> open, ReadOnlySpan<byte> close)
    {
        var window = text[open.Length..Math.Min(text.Length, open.Length + LongestName + close.Length)];
        var length = window.IndexOf(close);
        if (length <= 0) return 0;
        foreach (var value in window[..length])
        {
            if (!char.IsAsciiLetterOrDigit((char)value) && value is not ((byte)'_' or (byte)'-' or (byte)' ' or >= 0x80)) return 0;
        }

        return open.Length + length + close.Length;
    }

    /// <summary>Nothing but white space, or another token's end, stands before it in its line, and its line does not close it.</summary>
    private static bool OpensText(ReadOnlySpan<byte> text, int at)
    {
        var before = LineBefore(text, at).TrimEnd(" \t"u8);
        if (!before.IsEmpty && !before.EndsWith("</s>"u8)) return false;
        var window = text[at..Math.Min(text.Length, at + HtmlReach)];
        var line = window.IndexOf((byte)'\n') is >= 0 and var end ? window[..end] : window;
        var close = line.IndexOf("</s>"u8);
        return close < 0 || line[(close + 4)..].Trim(" \t\r"u8).IsEmpty || line[(close + 4)..].TrimStart(" "u8).StartsWith("<s>"u8);
    }

    /// <summary>Nothing but white space, or another token, stands behind it in its line, and no <c>&lt;s></c> within the line belongs to it.</summary>
    private static bool EndsLine(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[(at + 4)..].TrimStart(" \t\r"u8);
        if (!rest.IsEmpty && rest[0] != (byte)'\n' && !rest.StartsWith("<s>"u8) && !rest.StartsWith("[INST]"u8)) return false;
        var open = LineBefore(text, at).LastIndexOf("<s>"u8);
        return open <= 0;
    }

    private static ReadOnlySpan<byte> LineBefore(ReadOnlySpan<byte> text, int at)
    {
        var window = text[Math.Max(0, at - HtmlReach)..at];
        return window[(window.LastIndexOf((byte)'\n') + 1)..];
    }
}
