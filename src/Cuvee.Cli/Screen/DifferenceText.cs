using System.Text.Json;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>Two records side by side, turn by turn, with the words marked that only one of them has.</summary>
internal static class DifferenceText
{
    /// <summary>Of a longer stretch that both have, only the ends are shown.</summary>
    private const int MaxSharedWords = 24;

    /// <summary>Writes the difference of two lines of the messages format.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="dropped">The record that is not kept; its own words are marked <c>[-so-]</c>, or red.</param>
    /// <param name="kept">The one in its place; its own words are marked <c>{+so+}</c>, or green.</param>
    public static void Write(Screen screen, string dropped, string kept)
    {
        var (first, second) = (Turns(dropped), Turns(kept));
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            var (role, one) = first.ElementAtOrDefault(i);
            var (otherRole, other) = second.ElementAtOrDefault(i);
            ChatText.WriteText(screen, role ?? otherRole!, string.Join(' ', WordDiff.Of(one ?? "", other ?? "").Select(part => Marked(screen, part.Side, part.Words))));
        }
    }

    private static List<(string Role, string Text)> Turns(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });
        return
        [
            .. document.RootElement.GetProperty("messages").EnumerateArray().Select(turn =>
                (turn.GetProperty("role").GetString()!, string.Join('\n', turn.EnumerateObject().Where(field => field.Name != "role" && field.Value.ValueKind != JsonValueKind.Null).Select(field => ChatText.TextOf(field.Value))))),
        ];
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
