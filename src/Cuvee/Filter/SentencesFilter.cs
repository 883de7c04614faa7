using System.Text;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Keeps records with a number of sentences within bounds.</summary>
public sealed class SentencesFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "sentences",
        Version = 1,
        Summary = "Keeps records whose text has a number of sentences within bounds. A sentence ends with . ! ? or their like in other scripts before white space, "
            + "or with its paragraph; a line of a list is one. Abbreviations count as ends, so the number is an estimate.",
        Example = "{ sentences: { min: 2, on: answer } }",
        Parameters =
        [
            TextChoice.Parameter("answer"),

            // C4 (Raffel et al. 2020, section 2.2) drops pages below three sentences; an answer of one is whole
            new("min", ParameterType.Integer, "Fewest sentences that stay.") { Minimum = 0, Default = "1" },
            new("max", ParameterType.Integer, "Most sentences that stay.") { Minimum = 0 },
        ],
        Reasons = [new("sentences_low", "fewer sentences than `min`"), new("sentences_high", "more sentences than `max`")],
        Create = arguments => new SentencesFilter(arguments),
    };

    private readonly TextChoice _choice;

    private SentencesFilter(Arguments arguments)
        : base([new("sentences", "sentences_low", arguments.Integer("min"), arguments.Integer("max")) { HighReason = "sentences_high" }])
    {
        _choice = TextChoice.Of(arguments);
        Bounds.Of(arguments);
    }

    public override void Measure(Record record, Span<double> values)
    {
        values[0] = double.NaN;
        var count = 0L;
        var isText = false;
        foreach (var turn in _choice.Turns(record))
        {
            if (turn.Text.IsEmpty && !turn.ToolCalls.IsEmpty) continue;
            isText = true;
            count += Count(turn.Text.Span);
        }

        if (isText) values[0] = count;
    }

    private static long Count(ReadOnlySpan<byte> text)
    {
        var count = 0L;
        var (hasLetter, isAfterEnd) = (false, false);
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            text = text[length..];
            var isBreak = rune.Value == '\n' || (isAfterEnd && Rune.IsWhiteSpace(rune)) || Punctuation.EndsSentenceAlone(rune);
            if (hasLetter && isBreak)
            {
                count++;
                hasLetter = false;
            }

            // A quote or bracket may stand behind the end
            isAfterEnd = Punctuation.EndsSentence(rune) || (isAfterEnd && Punctuation.Closes(rune));
            hasLetter |= Rune.IsLetterOrDigit(rune);
        }

        return count + (hasLetter ? 1 : 0);
    }
}
