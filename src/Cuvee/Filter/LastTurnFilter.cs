using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Keeps records whose last turn is spoken by one role.</summary>
public sealed record LastTurnFilter(Role Role) : IFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "last_turn",
        Version = 1,
        Summary = "Keeps records whose last turn is spoken by the given role.",
        Example = "{ last_turn: assistant }",
        Parameters =
        [
            new("role", ParameterType.Word, "Who must speak last.") { Choices = ["assistant", "user", "tool", "system"], IsRequired = true, IsMain = true },
        ],
        Reasons = [new("last_turn", "another role speaks last, or the record has no turns")],
        Create = arguments => new LastTurnFilter(RoleOf(arguments.Text("role"))),
    };

    public Verdict Judge(Record record) => record.Turns is [.., var last] && last.Role == Role ? Verdict.Keep : new("last_turn");

    private static Role RoleOf(string word) => word switch
    {
        "system" => Role.System,
        "user" => Role.User,
        "assistant" => Role.Assistant,
        _ => Role.Tool,
    };
}
