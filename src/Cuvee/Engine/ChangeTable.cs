using System.Collections.Immutable;

namespace Cuvee.Engine;

/// <summary>Distinct lists of how many places each normalizer changed in a record. Number 0 is the empty list.</summary>
internal sealed class ChangeTable(ImmutableArray<string> rules)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int[]> _lists = [new int[rules.Length]];

    /// <summary>Names of the normalizers, in the order they run.</summary>
    public ImmutableArray<string> Rules { get; } = rules;

    /// <summary>The counts, in the order of <see cref="Rules"/>.</summary>
    public int[] this[int number] => _lists[number];

    /// <summary>How many lists there are, the empty one included.</summary>
    public int Count => _lists.Count;

    public int Number(int[] counts)
    {
        var key = string.Join(',', counts);
        if (_numbers.TryGetValue(key, out var number)) return number;
        _lists.Add(counts);
        _numbers.Add(key, _lists.Count - 1);
        return _lists.Count - 1;
    }
}
