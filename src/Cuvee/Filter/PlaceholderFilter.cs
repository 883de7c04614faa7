using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>Drops records with places that nobody filled in.</summary>
public sealed class PlaceholderFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "placeholder",
        Version = 1,
        Summary = "Drops records with places that nobody filled in: `[Your Name]`, `[insert date]`, `{{name}}`, `<insert ...>`, lorem ipsum that the user did not bring up; or whose answer is nothing but "
            + "TODO, TBD, `<nooutput>` and the like. Markdown links do not count.",
        Example = "placeholder",
        Parameters =
        [
            TextChoice.Parameter("answer"),
            new("allow_in_code", ParameterType.Boolean, "`true` lets them stand in code (fenced, or between backticks), where `{{name}}` is a template.") { Default = "true" },
        ],
        Reasons = [new("placeholder", "a place that nobody filled in")],
        Create = arguments => new PlaceholderFilter(TextChoice.Of(arguments), arguments.Literal("allow_in_code")!.Value.Kind == FieldKind.True),
    };

    /// <summary>What stands within brackets is looked at as far as this: a longer text is no name of a place.</summary>
    private const int LongestName = 60;

    // Inside [ ] and < >: how a form names what is to be written there
    private static readonly Phrases Names = new(
        "(your|recipient's|sender's|recipient|sender|company|customer|customer's|client|client's|hiring manager's|manager's|employer's|employee's) "
        + "(full|first|last|company|business|current|email|phone|contact|) "
        + "(name|address|title|position|signature|number|email|company|organization|city|street address|information|job title|phone number|email address|age|date)",
        "(insert|enter|fill in|add|type|write) (your|the|a|an|name|names|date|time|number|here|text|link|url|image|address|company|product|specific|relevant|amount|any|example|details|location|city|topic)",
        "(name|date|full name|first name|last name|address|phone number|email address|company|city state zip code|city state zip|placeholder|todo|tbd|name here|recipient|recipient name|signature)");

    private static readonly ImmutableArray<string> Whole =
        ["todo", "tbd", "fixme", "xxx", "placeholder", "<nooutput>", "<no output>", "nooutput", "<noinput>", "<no input>", "noinput", "[answer]", "[response]", "<answer>", "<response>"];

    private static readonly SearchValues<byte> s_names = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ,.'/-_()&"u8);

    [ThreadStatic]
    private static Words? s_words;

    private readonly TextChoice _choice;
    private readonly bool _allowsInCode;

    private PlaceholderFilter(TextChoice choice, bool allowsInCode)
        : base([new("placeholders", "placeholder", Maximum: 0)]) => (_choice, _allowsInCode) = (choice, allowsInCode);

    public override void Measure(Record record, Span<double> values)
    {
        var count = 0;
        var isAsked = TextChoice.Exchange(record, out var prompt, out _) && HasFiller(prompt);
        foreach (var turn in _choice.Turns(record)) count += Count(turn.Text.Span, isAsked, _allowsInCode);
        if (TextChoice.Answer(record) is { } answer && IsWhole(answer.Text.Span)) count = Math.Max(1, count);
        values[0] = count;
    }

    private static bool IsWhole(ReadOnlySpan<byte> text)
    {
        const int longest = 16;
        text = text.Trim(" \t\r\n.:!"u8);
        if (text.IsEmpty || text.Length > longest || !Ascii.IsValid(text)) return false;
        foreach (var whole in Whole)
        {
            if (Ascii.EqualsIgnoreCase(text, whole)) return true;
        }

        return false;
    }

    /// <summary>Whether something was filled in: the text is not blank, holds no place that was left open, in code neither, and is no word such as TODO.</summary>
    internal static bool IsFilled(ReadOnlySpan<byte> text) =>
        !text.Trim(" \t\r\n"u8).IsEmpty && !IsWhole(text) && Count(text, allowsFiller: false, allowsInCode: false) == 0;

    private static int Count(ReadOnlySpan<byte> text, bool allowsFiller, bool allowsInCode)
    {
        var words = s_words ??= new();
        var count = 0;
        var code = new CodeSpans(text);
        for (var at = text.IndexOfAny("[<{Ll"u8); at >= 0;)
        {
            var length = LengthAt(text, at, words);
            var isAllowed = allowsFiller && (text[at] is (byte)'L' or (byte)'l');
            if (length > 0 && !isAllowed && !(allowsInCode && code.Contains(at))) count++;
            var from = at + Math.Max(1, length);
            var next = text[from..].IndexOfAny("[<{Ll"u8);
            at = next < 0 ? -1 : from + next;
        }

        return count;
    }

    /// <summary>The length of the placeholder that begins there, or 0.</summary>
    private static int LengthAt(ReadOnlySpan<byte> text, int at, Words words)
    {
        var window = text.Slice(at, Math.Min(text.Length - at, LongestName));
        return window[0] switch
        {
            (byte)'[' => IsIndex(text, at) ? 0 : NameLength(window, (byte)']', 1, words) is var length && length < text.Length - at && text[at + length] == (byte)'(' ? 0 : length,

            // One word is a tag: <address>
            (byte)'<' => NameLength(window, (byte)'>', 2, words),
            (byte)'{' => TemplateLength(window),
            _ => FillerLength(window),
        };
    }

    /// <summary>Whether the bracket is part of an expression: <c>row['date']</c>.</summary>
    private static bool IsIndex(ReadOnlySpan<byte> text, int at) =>
        (at > 0 && (char.IsAsciiLetterOrDigit((char)text[at - 1]) || text[at - 1] is (byte)')' or (byte)']' or (byte)'_'))
        || (at + 1 < text.Length && text[at + 1] == (byte)'\'');

    /// <summary>Brackets around nothing but a name of what is to be written; after the verbs that ask for it anything may follow.</summary>
    private static int NameLength(ReadOnlySpan<byte> window, byte close, int fewestWords, Words words)
    {
        var end = window.IndexOf(close);
        if (end < 0 || window[1..end].ContainsAnyExcept(s_names)) return 0;
        words.Clear();
        words.Add(window[1..end]);
        var length = Names.LongestAt(words.Hashes);
        var isAll = length == words.Hashes.Length;
        return length > 0 && words.Hashes.Length >= fewestWords && (isAll || length > 1) ? end + 1 : 0;
    }

    /// <summary><c>{{name}}</c>: letters, digits, low lines, periods and spaces within two braces.</summary>
    private static int TemplateLength(ReadOnlySpan<byte> window)
    {
        if (!window.StartsWith("{{"u8)) return 0;
        var end = window.IndexOf("}}"u8);
        if (end <= 2) return 0;
        var name = window[2..end].Trim((byte)' ');
        if (name.IsEmpty || !char.IsAsciiLetter((char)name[0])) return 0;
        foreach (var value in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)value) && value is not ((byte)'_' or (byte)'.' or (byte)' ' or (byte)'-')) return 0;
        }

        return end + 2;
    }

    /// <summary>Whether lorem ipsum is what the talk is about.</summary>
    private static bool HasFiller(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOfAny("Ll"u8); at >= 0; at = text.IndexOfAny("Ll"u8))
        {
            text = text[at..];
            if (FillerLength(text) > 0) return true;
            text = text[1..];
        }

        return false;
    }

    /// <summary>C4 (Raffel et al. 2020, section 2.2) drops pages with this phrase.</summary>
    private static int FillerLength(ReadOnlySpan<byte> window) =>
        window.Length >= "lorem ipsum".Length && Ascii.EqualsIgnoreCase(window[.."lorem ipsum".Length], "lorem ipsum"u8) ? "lorem ipsum".Length : 0;
}
