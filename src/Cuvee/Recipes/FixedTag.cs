using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>A tag with one value for the whole source.</summary>
public sealed record FixedTag(string Name, Mark Mark, string Value) : TagRule(Name, Mark)
{
    public override string ValueOf(Record record) => Value;
}
