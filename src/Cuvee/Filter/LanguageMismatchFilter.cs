using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops records whose answer is written in another script than the prompt.</summary>
public sealed class LanguageMismatchFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "language_mismatch",
        Version = 1,
        Summary = "Drops records whose answer and last user turn have hardly a letter of the script that the other is mostly written in (Unicode 15.1; Han and kana count as one; "
            + "fenced code is left out). Languages of one script are not told apart; translations may be dropped: leave such sources out.",
        Example = "language_mismatch",
        Parameters =
        [
            // A name or a quotation has fewer letters, and says nothing about the language around it
            new("min_letters", ParameterType.Integer, "Prompts and answers of fewer letters are kept.") { Minimum = 1, Default = "20" },

            // A talk about a foreign text has letters of both on one side at least; an answer in the wrong language has at most names of the prompt
            new("min_share", ParameterType.Decimal, "Lowest share of the answer's letters in the prompt's script, or of the prompt's in the answer's, whichever is larger.") { Minimum = 0, Maximum = 1, Default = "0.2" },
        ],
        Reasons = [new("language_mismatch", "the answer is written in another script than the prompt")],
        Create = arguments => new LanguageMismatchFilter(arguments),
    };

    private readonly long _minLetters;

    private LanguageMismatchFilter(Arguments arguments)
        : base([new("letters in the other's script", "language_mismatch", Minimum: (double?)arguments.Decimal("min_share"))]) =>
        _minLetters = arguments.Integer("min_letters")!.Value;

    public override void Measure(Record record, Span<double> values)
    {
        values[0] = double.NaN;
        if (!TextChoice.Exchange(record, out var prompt, out var answer)) return;
        var asked = ScriptCounts.Of(prompt);
        var answered = ScriptCounts.Of(answer);
        if (asked.Letters < _minLetters || answered.Letters < _minLetters) return;
        values[0] = Math.Max((double)answered[(int)asked.Main] / answered.Letters, (double)asked[(int)answered.Main] / asked.Letters);
    }
}
