using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>The tag of every source of a recipe that flags contaminated records: the name of the benchmark, set when all sources have been searched.</summary>
public sealed record ContaminatedTag(Mark Mark) : TagRule(Word, Mark)
{
    /// <summary>What the tag is called.</summary>
    public const string Word = "contaminated";

    /// <summary>A record is not contaminated until that is decided.</summary>
    public override string ValueOf(Record record) => None;
}
