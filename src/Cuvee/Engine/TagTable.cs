using System.Collections.Immutable;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>
/// Every combination of tag values that occurs, numbered in the order of first appearance, so that a record carries one number for all its
/// tags. The names are fixed for a recipe: family first, the others in byte order.
/// </summary>
public sealed class TagTable(ImmutableArray<string> names)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<ImmutableArray<string>> _combinations = [];

    public ImmutableArray<string> Names { get; } = names;

    public int Count => _combinations.Count;

    /// <summary>The values of a combination, in the order of <see cref="Names"/>.</summary>
    public ImmutableArray<string> this[int number] => _combinations[number];

    /// <summary>The number of a combination, a new one if need be. Not for several threads.</summary>
    public int Number(string[] values)
    {
        // With their lengths, since a value from a field may hold any character
        var key = string.Join(' ', values.Select(value => $"{value.Length} {value}"));
        if (_numbers.TryGetValue(key, out var number)) return number;
        _numbers.Add(key, _combinations.Count);
        _combinations.Add([.. values]);
        return _combinations.Count - 1;
    }

    /// <summary>Index of a tag in <see cref="Names"/>, -1 when no source has it.</summary>
    public int IndexOf(string name) => Names.IndexOf(name);

    /// <summary>The value of one tag for every combination.</summary>
    public string[] Column(string name)
    {
        var index = IndexOf(name);
        return [.. _combinations.Select(values => index < 0 ? TagRule.None : values[index])];
    }
}
