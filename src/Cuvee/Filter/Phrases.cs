using System.Numerics;

namespace Cuvee.Filter;

/// <summary>
/// Phrases with choices, found in a text whose words are hashed (<see cref="Texts.Words"/>). In a pattern, parentheses hold alternatives, and one of them may be
/// empty: <c>(sorry|) i (can not|cannot) help</c>. The time of a search is linear in the text: a place is looked at only if a phrase may begin with its word.
/// </summary>
internal sealed class Phrases
{
    /// <summary>Words of a phrase, at most: places in it are bits of a number.</summary>
    private const int MaxWords = 62;

    private readonly Dictionary<ulong, List<Slot[]>> _patterns = [];

    public Phrases(params ReadOnlySpan<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            Slot[] slots = [.. pattern.Split('(', ')').Where(part => part.Trim().Length > 0).Select(part => new Slot(part))];
            for (var i = 0; i < slots.Length && (i == 0 || slots[i - 1].IsOptional); i++)
            {
                foreach (var word in slots[i].Tree.First) Index(word, slots);
            }
        }
    }

    /// <summary>The number of words of the longest phrase that begins there; 0 where none does.</summary>
    public int LongestAt(ReadOnlySpan<ulong> words)
    {
        if (words.IsEmpty || !_patterns.TryGetValue(words[0], out var patterns)) return 0;
        words = words[..Math.Min(words.Length, MaxWords)];
        var longest = 0;
        foreach (var pattern in patterns) longest = Math.Max(longest, Longest(pattern, words));
        return longest;
    }

    /// <summary>How many phrases stand in the text, none within another.</summary>
    public int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (LongestAt(words[i..]) is not (> 0 and var length)) continue;
            count++;
            i += length - 1;
        }

        return count;
    }

    private static int Longest(Slot[] slots, ReadOnlySpan<ulong> words)
    {
        var places = 1UL;
        foreach (var slot in slots)
        {
            var next = slot.IsOptional ? places : 0;
            for (; places != 0; places &= places - 1) next |= slot.Tree.EndsAt(words, BitOperations.TrailingZeroCount(places));
            places = next;
        }

        return places == 0 ? 0 : BitOperations.Log2(places);
    }

    private void Index(ulong word, Slot[] slots)
    {
        if (!_patterns.TryGetValue(word, out var patterns)) _patterns.Add(word, patterns = []);
        if (!patterns.Contains(slots)) patterns.Add(slots);
    }

    /// <summary>A part of a phrase: one of several sequences of words, or none of them where it is optional.</summary>
    private sealed class Slot
    {
        public Slot(string alternatives)
        {
            foreach (var alternative in alternatives.Split('|'))
            {
                if (alternative.Trim().Length == 0) IsOptional = true;
                else Tree.Add(alternative);
            }
        }

        public WordTree Tree { get; } = new();

        public bool IsOptional { get; }
    }
}
