using System.Collections.Immutable;
using System.Text;
using Cuvee.Ingest;
using Cuvee.Json;

namespace Cuvee.Verify;

/// <summary>Whether a row is exactly what its output format promises: the fields that must be there, no others, of the right types.</summary>
internal sealed class RowShape
{
    private readonly ImmutableArray<byte[]> _known;
    private readonly Func<JsonNode, string?> _check;

    /// <param name="reading">The output format.</param>
    public RowShape(RowReading reading)
    {
        _known = [.. Known(reading).Append("metadata").Select(Encoding.UTF8.GetBytes)];
        _check = reading.Format switch
        {
            "messages" => AllOf(Turns(reading.Key, needsOne: true)),
            "sharegpt" => row => Sharegpt(row["conversations"u8]),
            "alpaca" => AllOf(Text("instruction"), Text("input"), Text("output")),
            "prompt_completion" when reading.IsText => AllOf(Text("prompt"), Text("completion")),
            "prompt_completion" => AllOf(Turns("prompt", needsOne: false), Turns("completion", needsOne: false)),
            "preference" => AllOf(Turns("prompt", needsOne: false), Turns("chosen", needsOne: true), Turns("rejected", needsOne: true)),
            "kto" => AllOf(Turns("prompt", needsOne: false), Turns("completion", needsOne: false), row => Label(row["label"u8])),
            "text" => AllOf(Text("text")),
            _ => _ => $"unknown output format '{reading.Format}' turns",
        };
    }

    /// <summary>What is wrong with a row, or null.</summary>
    public string? Check(JsonNode row)
    {
        if (row.Kind != JsonKind.Object) return "the row is not an object";
        foreach (var (key, _) in row.Members())
        {
            if (!IsKnown(key)) return $"unexpected field '{key.Text}'";
        }

        return _check(row);
    }

    private static string[] Known(RowReading reading) => reading.Format switch
    {
        "messages" => [reading.Key, "tools", "images"],
        "sharegpt" => ["conversations", "system", "tools", "images"],
        "alpaca" => ["instruction", "input", "output", "system", "history"],
        "prompt_completion" => ["prompt", "completion", "tools", "images"],
        "preference" => ["prompt", "chosen", "rejected", "tools", "images"],
        "kto" => ["prompt", "completion", "label", "tools", "images"],
        _ => ["text"],
    };

    private bool IsKnown(JsonNode key)
    {
        foreach (var name in _known)
        {
            if (key.Is(name)) return true;
        }

        return false;
    }

    private static Func<JsonNode, string?> AllOf(params ImmutableArray<Func<JsonNode, string?>> checks) => row =>
    {
        foreach (var check in checks)
        {
            if (check(row) is { } problem) return problem;
        }

        return null;
    };

    private static Func<JsonNode, string?> Text(string name)
    {
        var key = Encoding.UTF8.GetBytes(name);
        return row => row[key].Kind == JsonKind.Text ? null : $"'{name}' is not a text";
    }

    private static string? Label(JsonNode label) => label.Kind is JsonKind.True or JsonKind.False ? null : "'label' is not a truth value";

    private static Func<JsonNode, string?> Turns(string name, bool needsOne)
    {
        var key = Encoding.UTF8.GetBytes(name);
        return row => Turns(row[key], name, needsOne);
    }

    private static string? Turns(JsonNode list, string name, bool needsOne)
    {
        if (list.Kind != JsonKind.Array) return $"'{name}' is not a list of turns";
        var any = false;
        foreach (var turn in list.Elements())
        {
            any = true;
            if (Turn(turn, name) is { } problem) return problem;
        }

        return any || !needsOne ? null : $"'{name}' has no turns";
    }

    /// <summary>One walk over the members; of equal keys the last counts.</summary>
    private static string? Turn(JsonNode turn, string name)
    {
        if (turn.Kind != JsonKind.Object) return $"'{name}' holds something other than turns";
        var (role, content, calls) = (default(JsonNode), default(JsonNode), default(JsonNode));
        foreach (var (key, value) in turn.Members())
        {
            if (key.Is("role"u8)) role = value;
            else if (key.Is("content"u8)) content = value;
            else if (key.Is("tool_calls"u8)) calls = value;
        }

        if (role.Kind != JsonKind.Text || !Roles.TryParse(role.Text.Span, out _, out _)) return $"a turn of '{name}' has no known role";
        if (!content.Exists || content.Kind is not (JsonKind.Text or JsonKind.Null or JsonKind.Array)) return $"a turn of '{name}' has no content";
        return calls.IsNull || calls.Kind is JsonKind.Array or JsonKind.Text ? null : $"'tool_calls' in '{name}' is not a list";
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
}
