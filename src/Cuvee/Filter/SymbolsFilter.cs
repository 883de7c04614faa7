using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops texts that are symbols more than words, by the measures of Gopher's quality filter.</summary>
public sealed class SymbolsFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "symbols",
        Version = 1,
        Summary = "Drops texts that are symbols more than words, by the measures of Gopher (Rae et al. 2021, appendix A.1.1): hash signs (a run counts once, a heading's not) and ellipses for each word, the "
            + "shares of lines that begin with a bullet or end with an ellipsis, the share of words with a letter. Words are what stands between white space; fenced code is left out.",
        Example = "{ symbols: { bullet_lines: 0.9 } }",
        Parameters =
        [
            TextChoice.Parameter("answer"),

            // Gopher drops documents below 50 words beforehand
            new("min_words", ParameterType.Integer, "Shorter texts are kept.") { Minimum = 1, Default = "50" },
            new("hashes", ParameterType.Decimal, "Most hash signs for each word.") { Minimum = 0, Default = "0.1" },
            new("ellipses", ParameterType.Decimal, "Most ellipses for each word.") { Minimum = 0, Default = "0.1" },

            // Gopher has 0.9; whoever asks for a list gets nothing but bullets
            new("bullet_lines", ParameterType.Decimal, "Largest share of lines that begin with a bullet; Gopher has 0.9.") { Minimum = 0, Maximum = 1, Default = "1" },
            new("ellipsis_lines", ParameterType.Decimal, "Largest share of lines, of three or more, that end with an ellipsis.") { Minimum = 0, Maximum = 1, Default = "0.3" },

            // Gopher has 0.8 for the web. Sound sums of GSM8K and tables of numbers go down to 0.2
            new("letter_words", ParameterType.Decimal, "Lowest share of words with a letter; Gopher has 0.8, which worked sums and tables do not reach.") { Minimum = 0, Maximum = 1, Default = "0.2" },
        ],
        Reasons =
        [
            new("hashes", "too many hash signs"),
            new("ellipses", "too many ellipses"),
            new("bullet_lines", "too many lines begin with a bullet"),
            new("ellipsis_lines", "too many lines end with an ellipsis"),
            new("letter_words", "too few words have a letter"),
        ],
        Create = arguments => new SymbolsFilter(arguments),
    };

    // One line that trails off is all lines of a text without breaks
    private const int FewestLines = 3;

    private readonly TextChoice _choice;
    private readonly long _minWords;

    private SymbolsFilter(Arguments arguments)
        : base(
        [
            new("hash signs for each word", "hashes", Maximum: (double?)arguments.Decimal("hashes")),
            new("ellipses for each word", "ellipses", Maximum: (double?)arguments.Decimal("ellipses")),
            new("lines with a bullet", "bullet_lines", Maximum: (double?)arguments.Decimal("bullet_lines")),
            new("lines that end with an ellipsis", "ellipsis_lines", Maximum: (double?)arguments.Decimal("ellipsis_lines")),
            new("words with a letter", "letter_words", Minimum: (double?)arguments.Decimal("letter_words")),
        ])
    {
        _choice = TextChoice.Of(arguments);
        _minWords = arguments.Integer("min_words")!.Value;
    }

    public override void Measure(Record record, Span<double> values)
    {
        values.Fill(double.NaN);
        var counts = default(SymbolCounts);
        foreach (var turn in _choice.Turns(record)) counts.Add(turn.Text.Span);
        if (counts.Words < _minWords) return;
        values[0] = (double)counts.Hashes / counts.Words;
        values[1] = (double)counts.Ellipses / counts.Words;
        values[2] = (double)counts.BulletLines / counts.Lines;
        values[3] = counts.Lines < FewestLines ? double.NaN : (double)counts.EllipsisLines / counts.Lines;
        values[4] = (double)counts.LetterWords / counts.Words;
    }
}
