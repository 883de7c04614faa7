using System.Collections.Immutable;

namespace Cuvee.Report;

/// <summary>Which of two texts words belong to.</summary>
public enum WordSide : byte
{
    Both,
    First,
    Second,
}

/// <summary>The words of two texts side by side: those of both, in a longest common order, and between them those of one alone. White space says nothing.</summary>
public static class WordDiff
{
    /// <summary>Beyond this many pairs of words what lies between an equal beginning and an equal end counts as different: a table of them would take more than 64 MB.</summary>
    private const long MaxPairs = 16 << 20;

    /// <summary>Stretches of words in the order of the texts; where both differ, the first text's words come first.</summary>
    public static ImmutableArray<(WordSide Side, ImmutableArray<string> Words)> Of(string first, string second) => OfPieces(WordsOf(first), WordsOf(second));

    /// <summary>The same for texts that were cut into pieces in another way.</summary>
    internal static ImmutableArray<(WordSide Side, ImmutableArray<string> Words)> OfPieces(string[] left, string[] right)
    {
        var start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start]) start++;
        var (leftEnd, rightEnd) = (left.Length, right.Length);
        while (leftEnd > start && rightEnd > start && left[leftEnd - 1] == right[rightEnd - 1]) (leftEnd, rightEnd) = (leftEnd - 1, rightEnd - 1);
        var parts = new List<(WordSide Side, List<string> Words)>();
        foreach (var word in left[..start]) Add(parts, WordSide.Both, word);
        Middle(parts, left.AsSpan(start, leftEnd - start), right.AsSpan(start, rightEnd - start));
        foreach (var word in left[leftEnd..]) Add(parts, WordSide.Both, word);
        return [.. parts.Select(part => (part.Side, part.Words.ToImmutableArray()))];
    }

    private static string[] WordsOf(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static void Middle(List<(WordSide Side, List<string> Words)> parts, ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        if ((long)left.Length * right.Length > MaxPairs)
        {
            foreach (var word in left) Add(parts, WordSide.First, word);
            foreach (var word in right) Add(parts, WordSide.Second, word);
            return;
        }

        // common[i, j]: words in common of left from i on and right from j on
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--) common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                Add(parts, WordSide.Both, left[i]);
                (i, j) = (i + 1, j + 1);
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1])) Add(parts, WordSide.First, left[i++]);
            else Add(parts, WordSide.Second, right[j++]);
        }
    }

    private static void Add(List<(WordSide Side, List<string> Words)> parts, WordSide side, string word)
    {
        if (parts.Count == 0 || parts[^1].Side != side) parts.Add((side, []));
        parts[^1].Words.Add(word);
    }
}
