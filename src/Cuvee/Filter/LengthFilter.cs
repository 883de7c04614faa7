using System.Collections.Immutable;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Keeps records whose text has a length within bounds, both included.</summary>
/// <param name="Minimum">In the filter's unit, or null for no lower bound.</param>
/// <param name="Maximum">In the filter's unit, or null for no upper bound.</param>
/// <param name="InBytes">Bytes of UTF-8; else Unicode scalar values.</param>
/// <param name="Of">conversation, prompt, answer or text.</param>
public sealed record LengthFilter(long? Minimum, long? Maximum, bool InBytes, string Of) : IFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "length",
        Version = 1,
        Summary = "Keeps records whose text has a length within bounds. A character is a Unicode scalar value: a flag emoji counts as two.",
        Example = "{ length: { min: 20, max: 8000, of: answer } }",
        Parameters =
        [
            new("min", ParameterType.Integer, "Shortest length that stays.") { Minimum = 0 },
            new("max", ParameterType.Integer, "Longest length that stays.") { Minimum = 0 },
            new("unit", ParameterType.Word, "What is counted; bytes are those of UTF-8.") { Choices = ["characters", "bytes"], Default = "characters" },
            new(
                "of",
                ParameterType.Word,
                "What is measured: the texts of all turns together (`conversation`), the turns before the last assistant turn without system (`prompt`; "
                + "all of them if there is none), the last assistant turn (`answer`), or all texts joined by one space with white space collapsed (`text`).")
            {
                Choices = ["conversation", "prompt", "answer", "text"],
                Default = "conversation",
            },
        ],
        Reasons = [new("length_low", "shorter than `min`"), new("length_high", "longer than `max`")],
        Create = arguments =>
        {
            var (minimum, maximum) = Bounds.Of(arguments);
            return new LengthFilter((long?)minimum, (long?)maximum, arguments.Text("unit") == "bytes", arguments.Text("of"));
        },
    };

    public Verdict Judge(Record record) => Bounds.Judge(LengthOf(record.Turns), Minimum, Maximum, "length_low", "length_high");

    private long LengthOf(ImmutableArray<Turn> turns)
    {
        var answer = Measure.LastAssistant(turns);
        return Of switch
        {
            "text" => Measure.CollapsedText(turns, InBytes),
            "answer" => answer < 0 ? 0 : LengthOf(turns[answer].Text),
            "prompt" => LengthOf(turns.AsSpan()[..(answer < 0 ? turns.Length : answer)], withSystem: false),
            _ => LengthOf(turns.AsSpan(), withSystem: true),
        };
    }

    private long LengthOf(ReadOnlySpan<Turn> turns, bool withSystem)
    {
        var length = 0L;
        foreach (var turn in turns)
        {
            length += withSystem || turn.Role != Role.System ? LengthOf(turn.Text) : 0;
        }

        return length;
    }

    private long LengthOf(Utf8 text) => InBytes ? text.Length : Measure.Characters(text.Span);
}
