using System.Globalization;
using System.Text.Json;

namespace Cuvee.Cli;

/// <summary>An emitted line for people to read: turns one below the other, whatever the output format.</summary>
internal static class ChatText
{
    /// <summary>A longer text is cut: this is a look, not the data.</summary>
    private const int MaxCharacters = 2000;

    private const int LabelColumns = 12;

    public static void Write(Screen screen, string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });
        foreach (var field in document.RootElement.EnumerateObject()) WriteField(screen, field.Name, field.Value);
    }

    public static string Shorten(string text)
    {
        if (text.Length <= MaxCharacters) return text;
        var end = char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)} … ({text.Length - end:N0} more characters)");
    }

    private static void WriteField(Screen screen, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Array when value.EnumerateArray().All(IsTurn):
                if (name is "chosen" or "rejected") screen.Line($"  {screen.OutStyle.Dim(name)}");
                foreach (var turn in value.EnumerateArray()) WriteTurn(screen, turn);
                break;
            default:
                WriteText(screen, name, Shorten(Prose.Visible(TextOf(value))));
                break;
        }
    }

    public static bool IsTurn(JsonElement turn) => turn.ValueKind == JsonValueKind.Object && (turn.TryGetProperty("role", out _) || turn.TryGetProperty("from", out _));

    private static void WriteTurn(Screen screen, JsonElement turn)
    {
        var role = turn.TryGetProperty("role", out var name) ? name : turn.GetProperty("from");
        foreach (var field in turn.EnumerateObject())
        {
            if (field.Name is "role" or "from" || field.Value.ValueKind == JsonValueKind.Null) continue;
            if (field.Name == "content" && turn.TryGetProperty("tool_calls", out var calls) && calls.ValueKind != JsonValueKind.Null && TextOf(field.Value).Length == 0) continue;
            WriteText(screen, field.Name is "content" or "value" ? TextOf(role) : field.Name == "tool_calls" ? $"{TextOf(role)} calls" : field.Name, Shorten(Prose.Visible(TextOf(field.Value))));
        }
    }

    /// <summary>Writes a text behind a label that says whose it is.</summary>
    public static void WriteText(Screen screen, string label, string text)
    {
        var indent = LabelColumns + 3;
        screen.Out.Write($"  {screen.OutStyle.Cyan(label.PadRight(LabelColumns))} ");
        var isFirst = true;
        foreach (var line in text.Split('\n'))
        {
            if (!isFirst && line.Length > 0) screen.Out.Write(new string(' ', indent));
            Prose.Write(screen, line, indent);
            isFirst = false;
        }
    }

    public static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
