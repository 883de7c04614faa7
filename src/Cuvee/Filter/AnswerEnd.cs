using System.Buffers;
using System.Text;

namespace Cuvee.Filter;

/// <summary>How a text ends.</summary>
internal readonly ref struct AnswerEnd
{
    private static readonly SearchValues<byte> s_brackets = SearchValues.Create("([{)]}"u8);
    private static readonly SearchValues<byte> s_code = SearchValues.Create("={}<|\\"u8);

    /// <summary>The last line that is not blank, trimmed.</summary>
    public ReadOnlySpan<byte> Line { get; private init; }

    /// <summary>Whether a code fence is open behind it.</summary>
    public bool IsInCode { get; private init; }

    /// <summary>Whether it is fenced code, or the fence.</summary>
    public bool IsCode { get; private init; }

    /// <summary>Brackets of the last paragraph that are open at its end.</summary>
    public int OpenBrackets { get; private init; }

    public static AnswerEnd Of(ReadOnlySpan<byte> text)
    {
        var lines = new FencedLines(text);
        ReadOnlySpan<byte> last = default;
        var isCode = false;
        var brackets = 0;
        while (lines.Next())
        {
            if (lines.Line.IsEmpty || lines.IsCode) brackets = 0;
            else brackets = Brackets(lines.Line, brackets);
            if (lines.Line.IsEmpty) continue;
            last = lines.Line;
            isCode = lines.IsCode;
        }

        return new AnswerEnd { Line = last, IsCode = isCode, IsInCode = lines.IsOpen, OpenBrackets = brackets };
    }

    /// <summary>Whether the last line ends with a mark that closes a sentence, a quote, a bracket or a statement of code.</summary>
    public bool IsClosed
    {
        get
        {
            Rune.DecodeLastFromUtf8(Line, out var rune, out _);
            return Punctuation.EndsSentence(rune) || Punctuation.Closes(rune) || rune.Value is ';' or ':' or '>' or '|' or '~' || IsPictograph(rune);
        }
    }

    /// <summary>Whether straight or curly double quotes of the last line do not come in pairs.</summary>
    public bool HasOpenQuote => Line.Count((byte)'"') % 2 != 0 || Line.Count("“"u8) > Line.Count("”"u8) + Line.Count("„"u8);

    /// <summary>Whether the last line reads as prose: it begins with a letter and is no item of a list, heading, row of a table, quotation or address.</summary>
    public bool IsProse
    {
        get
        {
            Rune.DecodeFromUtf8(Line, out var first, out _);
            Rune.DecodeLastFromUtf8(Line, out var last, out _);
            if (!Rune.IsLetter(first) || !(Rune.IsLetterOrDigit(last) || last.Value == ',')) return false;
            var sentence = LastSentence;
            var word = Line[(Line.LastIndexOf((byte)' ') + 1)..];
            return sentence.Count((byte)' ') >= MinWords - 1 && sentence.IndexOf(" - "u8) < 0 && !word.ContainsAny("/@#"u8) && !Line.ContainsAny(s_code);
        }
    }

    // A greeting with a name ("Yours in hope and anticipation, Dracula") has fewer
    private const int MinWords = 8;

    /// <summary>What stands in the last line behind the last mark that closes a sentence.</summary>
    private ReadOnlySpan<byte> LastSentence => Line[(Line.LastIndexOfAny(".!?"u8) + 1)..].TrimStart((byte)' ');

    private static int Brackets(ReadOnlySpan<byte> line, int open)
    {
        for (var i = line.IndexOfAny(s_brackets); i >= 0; i = Next(line, i))
        {
            if (line[i] is (byte)'(' or (byte)'[' or (byte)'{')
            {
                // A smiley opens nothing
                open += i > 0 && line[i - 1] is (byte)':' or (byte)';' ? 0 : 1;
            }
            else if (open > 0)
            {
                open--;
            }
        }

        return open;
    }

    private static int Next(ReadOnlySpan<byte> line, int at)
    {
        var next = line[(at + 1)..].IndexOfAny(s_brackets);
        return next < 0 ? -1 : at + 1 + next;
    }

    private static bool IsPictograph(Rune rune) => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.OtherSymbol or System.Globalization.UnicodeCategory.ModifierSymbol;
}
