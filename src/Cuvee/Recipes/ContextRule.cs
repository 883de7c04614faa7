using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Cuvee.Recipes;

/// <summary>What the argument of a tool call that describes its situation must hold.</summary>
public sealed record ContextRule
{
    /// <summary>The argument's name.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it must be the first argument.</summary>
    public required bool IsFirst { get; init; }

    /// <summary>Fields that must be there as texts.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>The whole text of a field, as a regular expression that <see cref="Compile"/> accepts.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Patterns { get; init; } = [];

    /// <summary>The least number of characters (code points) of a field.</summary>
    public ImmutableArray<KeyValuePair<string, int>> Lengths { get; init; } = [];

    /// <summary>Fields in which something must have been filled in.</summary>
    public ImmutableArray<string> Filled { get; init; } = [];

    /// <summary>Fields of which no two may say the same.</summary>
    public ImmutableArray<string> Distinct { get; init; } = [];

    /// <summary>The expression that matches a whole text, in linear time whatever the pattern and the text.</summary>
    /// <exception cref="ArgumentException">It is no pattern.</exception>
    /// <exception cref="NotSupportedException">It cannot be matched in linear time.</exception>
    internal static Regex Compile(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
}
