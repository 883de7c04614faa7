using System.Collections.Immutable;

namespace Cuvee.Report;

/// <summary>What a rule changed in a text, stretch by stretch: the smallest stretches of words and white space that differ.</summary>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there now.</param>
/// <param name="Count">How often the same was done.</param>
public sealed record TextEdits(string Before, string After, int Count)
{
    /// <summary>The edits that turn one text into the other, each kind once, in the order of the text.</summary>
    public static ImmutableArray<TextEdits> Of(string before, string after)
    {
        var edits = new List<(string Before, string After)>();
        var (removed, added) = ("", "");
        foreach (var (side, pieces) in WordDiff.OfPieces(Pieces(before), Pieces(after)))
        {
            if (side == WordSide.First) removed += string.Concat(pieces);
            else if (side == WordSide.Second) added += string.Concat(pieces);
            else End();
        }

        End();
        return [.. edits.GroupBy(edit => edit).Select(group => new TextEdits(group.Key.Before, group.Key.After, group.Count()))];

        void End()
        {
            if (removed.Length + added.Length > 0) edits.Add((removed, added));
            (removed, added) = ("", "");
        }
    }

    /// <summary>A text cut between words and white space; nothing is lost.</summary>
    private static string[] Pieces(string text)
    {
        var pieces = new List<string>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = start + 1;
            while (end < text.Length && char.IsWhiteSpace(text[end]) == char.IsWhiteSpace(text[start])) end++;
            pieces.Add(text[start..end]);
        }

        return [.. pieces];
    }
}
