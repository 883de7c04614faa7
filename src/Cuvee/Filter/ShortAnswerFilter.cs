using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>Drops records with a long prompt and next to no answer.</summary>
public sealed class ShortAnswerFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "short_answer",
        Version = 1,
        Summary = "Drops records whose answer has too few words for a long prompt. Answers that are labels, choices or numbers are short and right: leave such sources out.",
        Example = "{ short_answer: { min_words: 5, min_ratio: 0.02 } }",
        Parameters =
        [
            // Below three words there is a label, not a sentence
            new("min_words", ParameterType.Integer, "Fewest words of an answer to a long prompt.") { Minimum = 0, Default = "3" },
            new("min_ratio", ParameterType.Decimal, "Fewest words of the answer for each word of a long prompt.") { Minimum = 0 },

            // A prompt of 100 words brings a text or a task in several parts with it; a question rarely has so many
            new("prompt_words", ParameterType.Integer, "A prompt, the last user turn, of so many words is long; others are not looked at.") { Minimum = 1, Default = "100" },
        ],
        Reasons = [new("short_answer", "fewer words than `min_words` for a long prompt"), new("short_answer_ratio", "fewer words than `min_ratio` for each of a long prompt")],
        Create = arguments => new ShortAnswerFilter(arguments),
    };

    [ThreadStatic]
    private static Words? s_words;

    private readonly long _promptWords;

    private ShortAnswerFilter(Arguments arguments)
        : base(
        [
            new("words of the answer to a long prompt", "short_answer", Minimum: arguments.Integer("min_words")),
            new("answer's words to those of a long prompt", "short_answer_ratio", Minimum: (double?)arguments.Decimal("min_ratio")),
        ]) => _promptWords = arguments.Integer("prompt_words")!.Value;

    public override void Measure(Record record, Span<double> values)
    {
        values.Fill(double.NaN);

        // A call is an answer, however little is said with it.
        if (TextChoice.Answer(record) is not { ToolCalls.IsEmpty: true } || !TextChoice.Exchange(record, out var prompt, out var answer)) return;

        // A word takes a character and one more between it and the next.
        if (prompt.Length + 1 < _promptWords) return;
        var words = s_words ??= new();
        var asked = Count(prompt, words);
        if (asked < _promptWords) return;
        values[0] = Count(answer, words);
        values[1] = values[0] / asked;
    }

    private static int Count(ReadOnlySpan<byte> text, Words words)
    {
        words.Clear();
        words.Add(text);
        return words.Hashes.Length;
    }
}
