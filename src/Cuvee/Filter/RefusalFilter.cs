using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>Drops records whose answer begins with a refusal.</summary>
public sealed class RefusalFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "refusal",
        Version = 1,
        Summary = "Drops records whose answer begins with a refusal (\"I'm sorry, but I can't help with that\"), in English, German, French, Spanish, Portuguese, "
            + "Italian, Russian, Chinese and Japanese. A refusal further on in the text, or one that is quoted, does not count.",
        Example = "refusal",
        Parameters = [TextChoice.AssistantParameter],
        Reasons = [new("refusal", "the answer begins with a refusal")],
        Create = arguments => new RefusalFilter(TextChoice.Of(arguments)),
    };

    [ThreadStatic]
    private static Words? s_words;

    private readonly TextChoice _choice;

    private RefusalFilter(TextChoice choice)
        : base([new("refusals", "refusal", Maximum: 0)]) => _choice = choice;

    public override void Measure(Record record, Span<double> values)
    {
        var words = s_words ??= new();
        var count = 0;
        foreach (var turn in _choice.Turns(record))
        {
            if (turn.Role != Role.Assistant) continue;
            var opening = OpeningWords.Of(turn.Text.Span, words);
            var isRefusal = RefusalPhrases.Openings.LongestAt(opening) is > 0 and var length && RefusalPhrases.NoRefusals.LongestAt(opening) < length;
            count += isRefusal ? 1 : 0;
        }

        values[0] = count;
    }
}
