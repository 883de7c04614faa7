using System.Collections.Immutable;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops texts that say the same again and again, by the measures of Gopher's repetition removal.</summary>
public sealed class RepetitionFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "repetition",
        Version = 1,
        Summary = "Drops texts that repeat lines, paragraphs or phrases, by the measures of Gopher (Rae et al. 2021, table A1); its thresholds, "
            + "but for sequences of 5 words and more. All are shares from 0 to 1; what comes for the first time is no repeat. Lines without a letter or digit do not count.",
        Example = "repetition",
        Parameters =
        [
            TextChoice.Parameter("answer"),

            // The table was made for web pages. Of sound answers to sums one in six of 50 words or more is above it
            new("min_words", ParameterType.Integer, "Shorter texts are kept: a share of few words says little.") { Minimum = 2, Default = "200" },
            new("lines", ParameterType.Decimal, "Largest share of lines that are repeats.") { Minimum = 0, Maximum = 1, Default = "0.3" },
            new("paragraphs", ParameterType.Decimal, "Largest share of paragraphs that are repeats.") { Minimum = 0, Maximum = 1, Default = "0.3" },
            new("line_characters", ParameterType.Decimal, "Largest share of characters in repeated lines.") { Minimum = 0, Maximum = 1, Default = "0.2" },
            new("paragraph_characters", ParameterType.Decimal, "Largest share of characters in repeated paragraphs.") { Minimum = 0, Maximum = 1, Default = "0.2" },
            new(
                "top_ngrams",
                ParameterType.Literals,
                "Largest shares of characters in the most frequent sequence of 2, 3 and 4 words that comes at least twice; without it 0.2, 0.18, 0.16."),
            new(
                "repeated_ngrams",
                ParameterType.Literals,
                "Largest shares of characters in repeated sequences of 5, 6, 7, 8, 9 and 10 words; without it 0.3, 0.28, 0.26, 0.24, 0.22, 0.2, twice Gopher's."),
        ],
        Reasons =
        [
            new("repeated_lines", "too many lines are repeats"),
            new("repeated_paragraphs", "too many paragraphs are repeats"),
            new("repeated_line_characters", "too much of the text is repeated lines"),
            new("repeated_paragraph_characters", "too much of the text is repeated paragraphs"),
            new("top_ngram", "too much of the text is one sequence of 2 to 4 words"),
            new("repeated_ngrams", "too much of the text is repeated sequences of 5 to 10 words"),
        ],
        Create = arguments => new RepetitionFilter(arguments),
    };

    // Rae et al. 2021, "Scaling Language Models: Methods, Analysis & Insights from Training Gopher" (arXiv 2112.11446), table A1
    private static readonly ImmutableArray<double> TopShares = [0.20, 0.18, 0.16];

    // Twice the table's 0.15 to 0.10: of sound answers of 200 words and more one in twenty is above it, of those with calls in their text one in three
    private static readonly ImmutableArray<double> RepeatedShares = [0.30, 0.28, 0.26, 0.24, 0.22, 0.20];

    [ThreadStatic]
    private static RepetitionMeter? s_meter;

    private readonly TextChoice _choice;
    private readonly int _minWords;

    private RepetitionFilter(Arguments arguments)
        : base(LimitsOf(arguments)) => (_choice, _minWords) = (TextChoice.Of(arguments), (int)Math.Min(int.MaxValue, arguments.Integer("min_words")!.Value));

    public override void Measure(Record record, Span<double> values) => (s_meter ??= new()).Measure(_choice.Turns(record), _minWords, values);

    private static ImmutableArray<Limit> LimitsOf(Arguments arguments)
    {
        var top = Shares(arguments, "top_ngrams", TopShares);
        var repeated = Shares(arguments, "repeated_ngrams", RepeatedShares);
        return
        [
            new("repeated lines", "repeated_lines", Maximum: (double?)arguments.Decimal("lines")),
            new("repeated paragraphs", "repeated_paragraphs", Maximum: (double?)arguments.Decimal("paragraphs")),
            new("characters in repeated lines", "repeated_line_characters", Maximum: (double?)arguments.Decimal("line_characters")),
            new("characters in repeated paragraphs", "repeated_paragraph_characters", Maximum: (double?)arguments.Decimal("paragraph_characters")),
            .. top.Select((share, i) => new Limit(FormattableString.Invariant($"top {i + RepetitionMeter.ShortestTop}-gram"), "top_ngram", Maximum: share)),
            .. repeated.Select((share, i) =>
                new Limit(FormattableString.Invariant($"repeated {i + RepetitionMeter.ShortestRepeated}-grams"), "repeated_ngrams", Maximum: share)),
        ];
    }

    private static ImmutableArray<double> Shares(Arguments arguments, string name, ImmutableArray<double> standard)
    {
        var given = arguments.Literals(name);
        if (given.IsEmpty) return standard;
        var areShares = given.All(share => share.Kind == FieldKind.Number && share.Number is >= 0 and <= 1);
        return given.Length == standard.Length && areShares
            ? [.. given.Select(share => (double)share.Number)]
            : throw new CuveeException($"needs {standard.Length} numbers from 0 to 1 for '{name}'; write one for each length, 1 for no limit");
    }
}
