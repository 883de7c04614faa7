using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops records with a code block that is opened and never closed.</summary>
public sealed class CodeFencesFilter : MeasuringFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "code_fences",
        Version = 1,
        Summary = "Drops records in which a turn opens a fenced code block (three backticks or tildes) and does not close it, by the rules of CommonMark.",
        Example = "code_fences",
        Parameters = [TextChoice.Parameter("conversation")],
        Reasons = [new("unbalanced_fence", "a fenced code block is not closed")],
        Create = arguments => new CodeFencesFilter(TextChoice.Of(arguments)),
    };

    private readonly TextChoice _choice;

    private CodeFencesFilter(TextChoice choice)
        : base([new("turns with an open fence", "unbalanced_fence", Maximum: 0)]) => _choice = choice;

    public override void Measure(Record record, Span<double> values)
    {
        var open = 0;
        foreach (var turn in _choice.Turns(record)) open += IsOpenAtEnd(turn.Text.Span) ? 1 : 0;
        values[0] = open;
    }

    private static bool IsOpenAtEnd(ReadOnlySpan<byte> text)
    {
        // Without three backticks or tildes in a row there is no fence: most texts need no second look.
        if (text.IndexOf("```"u8) < 0 && text.IndexOf("~~~"u8) < 0) return false;
        var lines = new FencedLines(text);
        while (lines.Next())
        {
            // To the end
        }

        return lines.IsOpen;
    }
}
