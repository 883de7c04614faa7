using System.Collections.Immutable;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Drops records that teach nothing, because the last assistant turn is missing or blank.</summary>
public sealed record HasAnswerFilter : IFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "has_answer",
        Version = 1,
        Summary = "Keeps records whose last assistant turn says something: text that is not blank, or a tool call.",
        Example = "has_answer",
        Reasons = [new("no_answer", "the last assistant turn is missing or blank")],
        Create = _ => new HasAnswerFilter(),
    };

    public Verdict Judge(Record record)
    {
        var index = Measure.LastAssistant(record.Turns);
        return index >= 0 && Says(record.Turns, index) ? Verdict.Keep : new("no_answer");
    }

    private static bool Says(ImmutableArray<Turn> turns, int index) =>
        Measure.HasInk(turns[index].Text.Span) || (!turns[index].ToolCalls.IsEmpty && !turns[index].ToolCalls.Span.SequenceEqual("[]"u8));
}
