using System.Text;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops records whose answer stops in the middle.</summary>
public sealed class TruncatedFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "truncated",
        Version = 1,
        Summary = "Drops records whose last assistant turn stops in the middle: a code fence, a bracket or a quote is open at its end, or its last paragraph is long "
            + "prose and ends in a letter, a digit or a comma. Lists, headings, tables, verses, signatures and code end as they like.",
        Example = "truncated",
        Parameters =
        [
            // Two lines of print: a paragraph of that length is prose, where a title or a signature is not. C4 (Raffel et al. 2020, section 2.2) asks every line
            // for a mark at its end, which an answer need not have
            new("min_characters", ParameterType.Integer, "A last paragraph in one line that is at least so long must end with a closing mark.") { Minimum = 1, Default = "120" },
        ],
        Reasons =
        [
            new("open_fence", "the answer ends within fenced code"),
            new("open_bracket", "the answer ends within brackets"),
            new("open_quote", "the answer ends within a quote"),
            new("open_end", "the answer's last paragraph is prose without an end"),
        ],
        Create = arguments => new TruncatedFilter(arguments.Integer("min_characters")!.Value),
    };

    private readonly long _minCharacters;

    private TruncatedFilter(long minCharacters)
        : base(
        [
            new("open fences", "open_fence", Maximum: 0),
            new("open brackets", "open_bracket", Maximum: 0),
            new("open quotes", "open_quote", Maximum: 0),
            new("open ends", "open_end", Maximum: 0),
        ]) => _minCharacters = minCharacters;

    public override void Measure(Record record, Span<double> values)
    {
        values.Fill(double.NaN);
        if (TextChoice.Answer(record) is not { Text.IsEmpty: false } answer) return;
        values.Clear();
        var text = answer.Text.Span;
        var last = AnswerEnd.Of(text);
        if (last.IsInCode)
        {
            values[0] = 1;
            return;
        }

        // Where a sentence is closed the text was not cut, whatever is open: a smiley, a foot and an inch
        if (last.Line.IsEmpty || last.IsCode || last.IsClosed) return;
        values[1] = last.OpenBrackets;
        values[2] = last.HasOpenQuote ? 1 : 0;
        values[3] = last.IsProse && Filter.Measure.Characters(last.Line) >= _minCharacters ? 1 : 0;
    }
}
