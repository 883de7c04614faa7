using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>A tag decided by filters: the first that keeps the record gives the value.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Mark">Where it stands.</param>
/// <param name="Choices">In the order they are tried; at least one.</param>
/// <param name="Else">The value where none keeps the record.</param>
public sealed record FilteredTag(string Name, Mark Mark, ImmutableArray<TagChoice> Choices, string Else) : TagRule(Name, Mark)
{
    public override IEnumerable<FilterCall> Filters() => Choices.Select(choice => choice.When);

    public override TagRule MapFilters(Func<FilterCall, FilterCall> map) => this with { Choices = [.. Choices.Select(choice => choice with { When = map(choice.When) })] };

    public override string ValueOf(Record record) => Match(record) is var index and >= 0 ? Choices[index].Then : Else;

    /// <summary>The index of the choice that a record falls under, or -1 for <see cref="Else"/>: what hits are counted by.</summary>
    public int Match(Record record)
    {
        var index = 0;
        while (index < Choices.Length && Choices[index].When.Filter.Judge(record).Drops)
        {
            index++;
        }

        return index < Choices.Length ? index : -1;
    }
}
