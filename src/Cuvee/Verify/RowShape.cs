using Cuvee.Ingest;
using Cuvee.Json;

namespace Cuvee.Verify;

/// <summary>Whether a row is exactly what its output format promises: the fields that must be there, no others, of the right types.</summary>
internal static class RowShape
{
    /// <summary>What is wrong with a row, or null.</summary>
    public static string? Check(JsonNode row, RowReading reading)
    {
        if (row.Kind != JsonKind.Object) return "the row is not an object";
        foreach (var (key, _) in row.Members())
        {
            if (!IsKnown(key.Text.ToString(), reading)) return $"unexpected field '{key.Text}'";
        }

        var turns = reading.Format is "messages" or "sharegpt" ? null : "turns";
        return reading.Format switch
        {
            "messages" => Turns(row, reading.Key, needsOne: true),
            "sharegpt" => Sharegpt(row["conversations"u8]),
            "alpaca" => Texts(row, "instruction", "input", "output"),
            "prompt_completion" when reading.IsText => Texts(row, "prompt", "completion"),
            "prompt_completion" => Turns(row, "prompt", needsOne: false) ?? Turns(row, "completion", needsOne: false),
            "preference" => Turns(row, "prompt", needsOne: false) ?? Turns(row, "chosen", needsOne: true) ?? Turns(row, "rejected", needsOne: true),
            "kto" => Turns(row, "prompt", needsOne: false) ?? Turns(row, "completion", needsOne: false) ?? Label(row["label"u8]),
            "text" => Texts(row, "text"),
            _ => $"unknown output format '{reading.Format}' {turns}",
        };
    }

    private static bool IsKnown(string key, RowReading reading) => key == "metadata" || reading.Format switch
    {
        "messages" => key == reading.Key || key is "tools" or "images",
        "sharegpt" => key is "conversations" or "system" or "tools" or "images",
        "alpaca" => key is "instruction" or "input" or "output" or "system" or "history",
        "prompt_completion" => key is "prompt" or "completion" or "tools" or "images",
        "preference" => key is "prompt" or "chosen" or "rejected" or "tools" or "images",
        "kto" => key is "prompt" or "completion" or "label" or "tools" or "images",
        _ => key == "text",
    };

    private static string? Texts(JsonNode row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Field(row, name).Kind != JsonKind.Text) return $"'{name}' is not a text";
        }

        return null;
    }

    private static string? Label(JsonNode label) => label.Kind is JsonKind.True or JsonKind.False ? null : "'label' is not a truth value";

    private static string? Turns(JsonNode row, string name, bool needsOne)
    {
        var list = Field(row, name);
        if (list.Kind != JsonKind.Array) return $"'{name}' is not a list of turns";
        var any = false;
        foreach (var turn in list.Elements())
        {
            any = true;
            if (turn.Kind != JsonKind.Object) return $"'{name}' holds something other than turns";
            if (turn["role"u8] is not { Kind: JsonKind.Text } role || !Roles.TryParse(role.Text.Span, out _, out _)) return $"a turn of '{name}' has no known role";
            var content = turn["content"u8];
            if (!content.Exists || content.Kind is not (JsonKind.Text or JsonKind.Null or JsonKind.Array)) return $"a turn of '{name}' has no content";
            if (!turn["tool_calls"u8].IsNull && turn["tool_calls"u8].Kind is not (JsonKind.Array or JsonKind.Text)) return $"'tool_calls' in '{name}' is not a list";
        }

        return any || !needsOne ? null : $"'{name}' has no turns";
    }

    private static string? Sharegpt(JsonNode list)
    {
        if (list.Kind != JsonKind.Array) return "'conversations' is not a list of turns";
        var any = false;
        foreach (var turn in list.Elements())
        {
            any = true;
            if (turn["from"u8].Kind != JsonKind.Text || turn["value"u8].Kind != JsonKind.Text) return "a turn of 'conversations' lacks 'from' or 'value'";
        }

        return any ? null : "'conversations' has no turns";
    }

    private static JsonNode Field(JsonNode row, string name) => row[System.Text.Encoding.UTF8.GetBytes(name)];
}
