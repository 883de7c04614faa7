namespace Cuvee.Recipes;

/// <summary>Guesses which known word a mistyped one was meant to be.</summary>
internal static class Spelling
{
    /// <summary><c>; did you mean 'x'?</c> when a known word is close, else <c>; known are a, b, c</c>.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> known)
    {
        if (Closest(word, known) is { } closest)
        {
            return $"; did you mean '{closest}'?";
        }

        return known.Count == 0 ? "; remove it" : $"; known are {string.Join(", ", known)}";
    }

    /// <summary>The nearest known word within a third of its length in edits (at least one); ties go to the first.</summary>
    public static string? Closest(string word, IEnumerable<string> known)
    {
        var best = int.MaxValue;
        string? closest = null;
        foreach (var candidate in known)
        {
            var distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < best && distance <= Math.Max(1, candidate.Length / 3) && distance < candidate.Length)
            {
                (best, closest) = (distance, candidate);
            }
        }

        return closest;
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other (optimal string alignment).</summary>
    internal static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Step(left, right, rows, i, j);
            }
        }

        return rows[left.Length, right.Length];
    }

    private static int Step(string left, string right, int[,] rows, int i, int j)
    {
        var cost = left[i - 1] == right[j - 1] ? 0 : 1;
        var distance = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + cost);
        var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return isSwap ? Math.Min(distance, rows[i - 2, j - 2] + 1) : distance;
    }
}
