using System.Text.Json;

namespace Cuvee.Report;

/// <summary>An emitted line as a conversation, whatever its format: who said what, one below the other.</summary>
internal static class ChatHtml
{
    /// <summary>A longer text is cut: this is a look, not the data.</summary>
    private const int MaxCharacters = 1200;

    private const int MaxTurns = 8;

    private const string Fence = "```";

    /// <summary>Nesting that JSON in a line may have; records deeper than 512 are quarantined.</summary>
    private const int MaxDepth = 1024;

    public static void Add(Html html, string json)
    {
        html.Add($"<div class=\"chat\">\n");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            foreach (var field in document.RootElement.EnumerateObject().Where(field => field.Name != "metadata" && field.Value.ValueKind != JsonValueKind.Null)) AddField(html, field.Name, field.Value);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A line that is no row: the structure gate says what is wrong with it
            AddTurn(html, "line", json);
        }

        html.Add($"</div>\n");
    }

    /// <summary>The first texts of a record on one line.</summary>
    public static string Opening(string json, int characters)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var texts = document.RootElement.EnumerateObject().Where(field => field.Name != "metadata").SelectMany(field => field.Value.ValueKind == JsonValueKind.Array
                ? field.Value.EnumerateArray().Where(IsTurn).Where(turn => RoleOf(turn) is not "system").SelectMany(turn => turn.EnumerateObject()).Where(part => part.Name is "content" or "value").Select(part => TextOf(part.Value))
                : field.Value.ValueKind == JsonValueKind.String && field.Name != "system" ? [field.Value.GetString()!] : []);
            return Cut(string.Join(' ', string.Join(' ', texts.Take(2)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), characters).Text;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Cut(json, characters).Text;
        }
    }

    private static void AddField(Html html, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(IsTurn))
        {
            if (name is "chosen" or "rejected") html.Add($"<p class=\"part\">{name}</p>\n");
            foreach (var turn in value.EnumerateArray().Take(MaxTurns)) AddTurn(html, turn);
            var more = value.GetArrayLength() - MaxTurns;
            if (more > 0) html.Add($"<p class=\"more\">{Figures.Counted(more, "more turn")}</p>\n");
            return;
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) return;
        AddValue(html, name, name == "tools" ? ToolText.OfTools(value) : null, value);
    }

    private static void AddTurn(Html html, JsonElement turn)
    {
        var role = RoleOf(turn);
        foreach (var field in turn.EnumerateObject().Where(field => field.Name is not ("role" or "from") && field.Value.ValueKind != JsonValueKind.Null))
        {
            if (field.Name == "tool_calls") AddValue(html, $"{role} calls", ToolText.OfCalls(field.Value), field.Value);
            else AddValue(html, field.Name is "content" or "value" ? role : field.Name, null, field.Value);
        }
    }

    /// <param name="html">Where it goes.</param>
    /// <param name="who">Speaks, or the field's name.</param>
    /// <param name="code">The value in fewer words; null for the value itself.</param>
    /// <param name="value">A text, or JSON, which is shown as code.</param>
    private static void AddValue(Html html, string who, string? code, JsonElement value)
    {
        var text = code ?? TextOf(value);
        if (text.Length > 0) AddTurn(html, who, text, code is not null || value.ValueKind is JsonValueKind.Array or JsonValueKind.Object);
    }

    private static void AddTurn(Html html, string who, string text, bool isCode = false)
    {
        var (shown, left) = Cut(text, MaxCharacters);
        html.Add($"<div class=\"turn {SideOf(who)}\"><p class=\"who\">{who}</p><p class=\"said\" dir=\"auto\">");
        if (isCode) html.Add($"<code dir=\"ltr\">{shown}</code>");
        else AddText(html, shown);
        html.Add($"</p>");
        if (left > 0) html.Add($"<p class=\"more\">{Figures.Counted(left, "more character")}</p>");
        html.Add($"</div>\n");
    }

    /// <summary>A text as it is; what stands between fences, with them, in the letters of code.</summary>
    private static void AddText(Html html, string text)
    {
        if (!text.Contains(Fence, StringComparison.Ordinal))
        {
            html.Add($"{text}");
            return;
        }

        var (isCode, part) = (false, new List<string>());
        foreach (var line in text.Split('\n'))
        {
            var isFence = line.AsSpan().TrimStart().StartsWith(Fence, StringComparison.Ordinal);
            if (isFence && !isCode) AddPart();
            part.Add(line);
            if (!isFence) continue;
            if (isCode) AddPart();
            isCode = !isCode;
        }

        AddPart();

        // A block of code stands on lines of its own, so the line breaks beside it go
        void AddPart()
        {
            if (part.Count > 0 && isCode) html.Add($"<code dir=\"ltr\">{string.Join('\n', part)}</code>");
            else html.Add($"{string.Join('\n', part)}");
            part.Clear();
        }
    }

    /// <summary>The style sheet's word for who speaks.</summary>
    private static string SideOf(string who) => who switch
    {
        "user" or "human" or "prompt" or "instruction" or "input" => "asks",
        "assistant" or "gpt" or "completion" or "output" => "answers",
        "text" => "answers",
        _ => "notes",
    };

    private static (string Text, long Left) Cut(string text, int characters)
    {
        if (text.Length <= characters) return (text, 0);
        var end = char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters;
        return ($"{text.AsSpan(0, end)}…", text.Length - end);
    }

    private static bool IsTurn(JsonElement turn) => turn.ValueKind == JsonValueKind.Object && (turn.TryGetProperty("role", out _) || turn.TryGetProperty("from", out _));

    private static string RoleOf(JsonElement turn) => TextOf(turn.TryGetProperty("role", out var role) ? role : turn.GetProperty("from"));

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
