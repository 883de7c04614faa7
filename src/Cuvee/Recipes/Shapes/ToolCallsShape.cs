using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>The part of the recipe's shape that describes what tool calls must be.</summary>
internal static class ToolCallsShape
{
    /// <summary>What may be asked of a line beyond the schema.</summary>
    public static readonly ImmutableArray<string> Expectations = ["call", "single_turn", "calls_only", "no_result_in_answers", "no_result_in_prompts", "unique"];

    private static readonly ListShape Names = new(ScalarShape.Text) { MayBeSingle = true };

    public static readonly ObjectShape Context = new(
    [
        new("key", ScalarShape.Text, "The argument's name.", "context") { Default = "context" },
        new("first", ScalarShape.Boolean, "Whether it must be the first argument.", "true") { Default = "false" },
        new("fields", Names, "Fields that must be there as texts.", "[sessionId, sessionMemory]") { DefaultWords = "none" },
        new("patterns", new MapShape("FIELD", ScalarShape.Text), "What the whole text of a field must match.", "{ sessionId: 'session_[0-9]{13}' }") { DefaultWords = "none" },
        new(
            "lengths",
            new MapShape("FIELD", new ScalarShape(ScalarKind.Integer) { Minimum = 1, Maximum = int.MaxValue }),
            "The least number of characters of a field.",
            "{ sessionMemory: 50 }") { DefaultWords = "none" },
        new("filled", Names, "Fields that may not hold a place that nobody filled in, as the filter `placeholder` knows them.", "sessionMemory") { DefaultWords = "none" },
        new("distinct", Names, "Fields of which no two may say the same.", "[primaryGoal, subgoal]") { DefaultWords = "none" },
    ]);

    public static readonly ObjectShape Gate = new(
    [
        new(
            "schema",
            ScalarShape.Text,
            "The file of tool definitions, relative to the recipe: OpenAI's list, or an object of tools with their parameters.",
            "data/tools.json") { IsRequired = true },
        new(
            "expect",
            new ListShape(ScalarShape.Word([.. Expectations])) { MayBeSingle = true },
            "What else every line must be: `call`, it has a tool call; `single_turn`, it is one user and one assistant turn; `calls_only`, what calls a tool says nothing else; "
            + "`no_result_in_answers`, no answer holds `Result:`; `no_result_in_prompts`, no user turn begins with it; `unique`, no other line is the same.",
            "[call, single_turn]") { DefaultWords = "nothing" },
        new("context", Context, "What one argument of every call must hold.", "{ first: true, fields: [goal] }") { DefaultWords = "nothing is asked" },
        new("warn", Share, "Warns above this fraction of emitted lines that offend.", "1%") { DefaultWords = "never" },
        new("error", Share, "Fails above this fraction.", "5%") { Default = "0" },
    ]);

    public static readonly ObjectShape Licence = new(
    [
        new("allow", Names, "The licences that records may have, in any case.", "[MIT, Apache-2.0]") { IsRequired = true },
        new("missing", ScalarShape.Word("fail", "allow"), "What a record without a licence is.", "allow") { Default = "fail" },
        new("warn", Share, "Warns above this fraction of emitted lines with another licence.", "1%") { DefaultWords = "never" },
        new("error", Share, "Fails above this fraction.", "5%") { Default = "0" },
    ]);

    private static ScalarShape Share => new(ScalarKind.Share) { Minimum = 0, Maximum = 1 };
}
