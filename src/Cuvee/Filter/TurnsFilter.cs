using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Keeps records with a number of turns within bounds, both included. System turns do not count.</summary>
public sealed record TurnsFilter(long? Minimum, long? Maximum) : IFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "turns",
        Version = 1,
        Summary = "Keeps records with a number of turns within bounds. User, assistant and tool turns count, system turns do not.",
        Example = "{ turns: { min: 2, max: 40 } }",
        Parameters =
        [
            new("min", ParameterType.Integer, "Fewest turns that stay.") { Minimum = 0 },
            new("max", ParameterType.Integer, "Most turns that stay.") { Minimum = 0 },
        ],
        Reasons = [new("turns_low", "fewer turns than `min`"), new("turns_high", "more turns than `max`")],
        Create = arguments =>
        {
            var (minimum, maximum) = Bounds.Of(arguments);
            return new TurnsFilter((long?)minimum, (long?)maximum);
        },
    };

    public Verdict Judge(Record record)
    {
        var turnCount = 0;
        foreach (var turn in record.Turns)
        {
            turnCount += turn.Role == Role.System ? 0 : 1;
        }

        return Bounds.Judge(turnCount, Minimum, Maximum, "turns_low", "turns_high");
    }
}
