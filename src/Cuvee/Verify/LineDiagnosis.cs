namespace Cuvee.Verify;

/// <summary>Says in words how the lines of a file differ from those that were written, by their hashes alone.</summary>
internal static class LineDiagnosis
{
    /// <summary>A line that is expected but whose hash nobody knows.</summary>
    public const ulong Any = 0;

    /// <summary>What happened, as a clause behind the file's name, and the number of the first line that differs; null when nothing did.</summary>
    /// <param name="expected">Hashes as they were written; <see cref="Any"/> equals every line.</param>
    /// <param name="found">Hashes as they are there.</param>
    public static (string Clause, int Line)? Describe(ReadOnlySpan<ulong> expected, ReadOnlySpan<ulong> found)
    {
        var first = 0;
        while (first < Math.Min(expected.Length, found.Length) && Matches(expected[first], found[first])) first++;
        if (first == expected.Length && first == found.Length) return null;
        var number = first + 1;
        return (Clause(expected, found, first), number);
    }

    private static string Clause(ReadOnlySpan<ulong> expected, ReadOnlySpan<ulong> found, int first)
    {
        var number = first + 1;
        if (found.Length == expected.Length + 1 && Same(expected[first..], found[(first + 1)..]))
        {
            var original = expected.IndexOf(found[first]);
            return original < 0 ? $"line {number:N0} was added" : $"line {number:N0} was added, a copy of line {original + 1:N0}";
        }

        if (found.Length == expected.Length - 1 && Same(expected[(first + 1)..], found[first..])) return $"line {number:N0} was removed";
        if (found.Length < expected.Length && first >= found.Length - 1) return $"cut off in line {number:N0}: {found.Length:N0} of {expected.Length:N0} lines are left";
        if (found.Length > expected.Length && first == expected.Length) return $"{found.Length - expected.Length:N0} lines were added behind line {expected.Length:N0}";
        return found.Length == expected.Length
            ? SameCount(expected, found, first)
            : $"{found.Length:N0} lines instead of {expected.Length:N0}, and line {number:N0} is the first that differs";
    }

    private static string SameCount(ReadOnlySpan<ulong> expected, ReadOnlySpan<ulong> found, int first)
    {
        var (count, last) = (0, first);
        for (var i = first; i < found.Length; i++)
        {
            if (Matches(expected[i], found[i])) continue;
            count++;
            last = i;
        }

        if (count == 2 && expected[first] == found[last] && expected[last] == found[first]) return $"lines {first + 1:N0} and {last + 1:N0} are swapped";
        return $"{count:N0} of {found.Length:N0} lines differ from the ledger, line {first + 1:N0} first";
    }

    private static bool Matches(ulong expected, ulong found) => expected == found || expected == Any;

    private static bool Same(ReadOnlySpan<ulong> expected, ReadOnlySpan<ulong> found)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (!Matches(expected[i], found[i])) return false;
        }

        return true;
    }
}
