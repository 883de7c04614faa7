using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>Keeps records with a number of words, and a mean length of words, within bounds.</summary>
public sealed class WordsFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "words",
        Version = 1,
        Summary = "Keeps records whose text has a number of words, and words of a mean length, within bounds. Words are found by Unicode's rules, each character "
            + "one where a script has no spaces. The mean length is the characters that are not white space divided by the words, so that ruled lines and encoded data show.",
        Example = "{ words: { max: 2000 } }",
        Parameters =
        [
            TextChoice.Parameter("answer"),

            // Gopher (Rae et al. 2021, appendix A.1.1) asks for 50 to 100,000 words of a document; an answer of one word ("Paris") is whole.
            // 10,000 words of English are about 13,000 tokens, more than most trainers' context; what is longer is mostly a dump
            new("min", ParameterType.Integer, "Fewest words that stay.") { Minimum = 0, Default = "1" },
            new("max", ParameterType.Integer, "Most words that stay.") { Minimum = 0, Default = "10000" },
            new("min_mean_length", ParameterType.Decimal, "Lowest mean length that stays; Gopher asks for 3, which only fits scripts with spaces.") { Minimum = 0 },

            // Gopher's 10 is for prose without its punctuation; code and agglutinating languages reach it, data in base64 is far above 20
            new("max_mean_length", ParameterType.Decimal, "Highest mean length that stays.") { Minimum = 0, Default = "20" },
            new("min_words", ParameterType.Integer, "Of fewer words the mean length is not judged: a single address is one long word.") { Minimum = 1, Default = "10" },
        ],
        Reasons =
        [
            new("words_low", "fewer words than `min`"),
            new("words_high", "more words than `max`"),
            new("word_length", "the words' mean length is below `min_mean_length` or above `max_mean_length`"),
        ],
        Create = arguments => new WordsFilter(arguments),
    };

    [ThreadStatic]
    private static Words? s_words;

    private readonly TextChoice _choice;
    private readonly long _minWords;

    private WordsFilter(Arguments arguments)
        : base(
        [
            new("words", "words_low", arguments.Integer("min"), arguments.Integer("max")) { HighReason = "words_high" },
            new("mean length of words", "word_length", (double?)arguments.Decimal("min_mean_length"), (double?)arguments.Decimal("max_mean_length")),
        ])
    {
        _choice = TextChoice.Of(arguments);
        _minWords = arguments.Integer("min_words")!.Value;
        if (arguments.Integer("min") > arguments.Integer("max")) throw new CuveeException("has min above max and would drop everything; swap them");
    }

    public override void Measure(Record record, Span<double> values)
    {
        values.Fill(double.NaN);
        var words = s_words ??= new();
        words.Clear();
        var ink = 0L;
        var isText = false;
        foreach (var turn in _choice.Turns(record))
        {
            // A call without words is an answer, too.
            if (turn.Text.IsEmpty && !turn.ToolCalls.IsEmpty) continue;
            isText = true;
            words.Add(turn.Text.Span);
            ink += Filter.Measure.Ink(turn.Text.Span);
        }

        if (!isText) return;
        var count = words.Hashes.Length;
        values[0] = count;
        values[1] = count < _minWords ? double.NaN : (double)ink / count;
    }
}
