using Cuvee.Model;
using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>
/// Sequences of words, found in a text whose words are hashed (<see cref="Words"/>): in any case of letters, whatever white space and punctuation stands
/// between the words.
/// </summary>
internal sealed class WordTree
{
    private readonly Dictionary<(int Node, ulong Word), int> _next = [];
    private readonly HashSet<int> _ends = [];
    private readonly HashSet<ulong> _first = [];

    /// <summary>The words that a sequence may begin with.</summary>
    public IReadOnlyCollection<ulong> First => _first;

    /// <exception cref="CuveeException">The text holds no word.</exception>
    public void Add(string text)
    {
        // An apostrophe may be straight or curly; both are within a word, so both are spelled out.
        text = text.Replace('’', '\'');
        AddSpelling(text);
        if (text.Contains('\'')) AddSpelling(text.Replace('\'', '’'));
    }

    /// <summary>The number of words of the longest sequence that begins there; 0 where none does.</summary>
    public int LongestAt(ReadOnlySpan<ulong> words)
    {
        if (words.IsEmpty || !_first.Contains(words[0])) return 0;
        var (node, longest) = (0, 0);
        for (var i = 0; i < words.Length && _next.TryGetValue((node, words[i]), out node); i++)
        {
            if (_ends.Contains(node)) longest = i + 1;
        }

        return longest;
    }

    /// <summary>The places, as bits, that sequences lead to which begin at one place.</summary>
    public ulong EndsAt(ReadOnlySpan<ulong> words, int place)
    {
        var (node, ends) = (0, 0UL);
        for (var i = place; i < words.Length && _next.TryGetValue((node, words[i]), out node); i++)
        {
            if (_ends.Contains(node)) ends |= 1UL << (i + 1);
        }

        return ends;
    }

    private void AddSpelling(string text)
    {
        var words = new Words();
        words.Add(Utf8.Of(text).Span);
        if (words.Hashes.IsEmpty) throw new CuveeException($"has '{text}', which holds no word; remove it");
        _first.Add(words.Hashes[0]);
        var node = 0;
        foreach (var word in words.Hashes)
        {
            if (!_next.TryGetValue((node, word), out var next)) _next.Add((node, word), next = _next.Count + 1);
            node = next;
        }

        _ends.Add(node);
    }
}
