using System.Text;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>Distinct short texts, numbered in the order of their first appearance; 0 is the empty text.</summary>
internal sealed class WordTable
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<byte[]> _words = [[]];
    private readonly List<string> _texts = [string.Empty];
    private int _last;

    public int Count => _texts.Count;

    public string this[int number] => _texts[number];

    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The bytes of a word.</summary>
    public ReadOnlySpan<byte> Bytes(int number) => _words[number];

    /// <summary>The number of a text, -1 when it never appeared.</summary>
    public int Find(string text) => _texts.IndexOf(text);

    /// <summary>Takes in the words of another table in their order, and gives the number that each has here.</summary>
    public int[] TakeIn(WordTable other)
    {
        var numbers = new int[other.Count];
        for (var number = 1; number < numbers.Length; number++) numbers[number] = Number(other._words[number]);
        return numbers;
    }

    /// <summary>The number of a text, a new one if need be. Runs of one text cost a comparison each.</summary>
    public int Number(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        if (text.SequenceEqual(_words[_last])) return _last;
        var key = Mix64.Of(text);
        while (_numbers.TryGetValue(key, out _last))
        {
            if (text.SequenceEqual(_words[_last])) return _last;
            key++;
        }

        _last = _words.Count;
        _numbers.Add(key, _last);
        _words.Add(text.ToArray());
        _texts.Add(Encoding.UTF8.GetString(text));
        return _last;
    }
}
