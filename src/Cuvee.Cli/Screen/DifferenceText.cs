using System.Text.Json;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>Two records side by side, turn by turn, with the words marked that only one of them has.</summary>
internal static class DifferenceText
{
    /// <summary>Of a longer stretch that both have, only the ends are shown.</summary>
    private const int MaxSharedWords = 24;

    /// <summary>Writes the difference of two rows of one format.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="first">The one's own words are marked <c>[-so-]</c>, or red.</param>
    /// <param name="second">The other's own words are marked <c>{+so+}</c>, or green.</param>
    public static void Write(Screen screen, string first, string second)
    {
        var (left, right) = (Texts(first), Texts(second));
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (role, one) = left.ElementAtOrDefault(i);
            var (otherRole, other) = right.ElementAtOrDefault(i);
            ChatText.WriteText(screen, role ?? otherRole!, Words(screen, one ?? "", other ?? ""));
        }
    }

    /// <summary>Two texts as one, the words marked that only one of them has.</summary>
    public static string Words(Screen screen, string first, string second) => string.Join(' ', WordDiff.Of(first, second).Select(part => Marked(screen, part.Side, part.Words)));

    /// <summary>The texts of a row, each with the role of its turn or the name of its field.</summary>
    private static List<(string Label, string Text)> Texts(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });
        var texts = new List<(string, string)>();
        foreach (var field in document.RootElement.EnumerateObject().Where(field => field.Name is not ("metadata" or "tools") && field.Value.ValueKind != JsonValueKind.Null))
        {
            if (field.Value.ValueKind == JsonValueKind.Array && field.Value.EnumerateArray().All(ChatText.IsTurn)) texts.AddRange(field.Value.EnumerateArray().Select(Turn));
            else texts.Add((field.Name, ChatText.TextOf(field.Value)));
        }

        return texts;
    }

    private static (string Role, string Text) Turn(JsonElement turn)
    {
        var role = turn.TryGetProperty("role", out var name) ? name : turn.GetProperty("from");
        var texts = turn.EnumerateObject().Where(field => field.Name is not ("role" or "from") && field.Value.ValueKind != JsonValueKind.Null).Select(field => ChatText.TextOf(field.Value));
        return (ChatText.TextOf(role), string.Join('\n', texts));
    }

    private static string Marked(Screen screen, WordSide side, IReadOnlyList<string> words)
    {
        var text = Prose.Visible(side == WordSide.Both && words.Count > MaxSharedWords
            ? string.Join(' ', [.. words.Take(MaxSharedWords / 2), "…", .. words.Skip(words.Count - (MaxSharedWords / 2))])
            : string.Join(' ', words));
        return side switch
        {
            WordSide.First => screen.OutStyle.IsColoured ? screen.OutStyle.Red(text) : $"[-{text}-]",
            WordSide.Second => screen.OutStyle.IsColoured ? screen.OutStyle.Green(text) : $"{{+{text}+}}",
            _ => text,
        };
    }
}
