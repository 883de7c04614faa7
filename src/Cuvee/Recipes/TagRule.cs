using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>How the records of a source get their value of one tag.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Mark">Where it stands.</param>
public abstract record TagRule(string Name, Mark Mark)
{
    /// <summary>The value of records that have none.</summary>
    public const string None = "(none)";

    /// <summary>The record's value, never empty.</summary>
    public abstract string ValueOf(Record record);

    /// <summary>The filters that decide it, in the order they are tried.</summary>
    public virtual IEnumerable<FilterCall> Filters() => [];

    /// <summary>The same rule with other filters in the place of its own.</summary>
    public virtual TagRule MapFilters(Func<FilterCall, FilterCall> map) => this;
}
