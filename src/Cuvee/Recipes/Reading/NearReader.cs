namespace Cuvee.Recipes;

/// <summary>Reads what the recipe says of near-duplicates.</summary>
internal static class NearReader
{
    public static NearDedup Dedup(Node node, SourceKnowledge sources, Problems problems)
    {
        var section = new Section(NearShape.Dedup, node);
        var within = section.Texts("within");
        var against = section.OptionalText("against");
        if (against is not null && !sources.Names.Contains(against))
        {
            problems.Add(section.Find("against")!.Mark, $"unknown source '{against}'{Spelling.Advice(against, sources.Names)}");
        }

        return new NearDedup(Rule(section), within.Contains("source"), within.Contains("family"), against, node.Mark);
    }

    /// <summary>The rule of <c>{ near_duplicates: { ... } }</c>.</summary>
    public static NearDuplicates Together(MapNode node) => Rule(new Section(NearShape.Together, node).Inner("near_duplicates"));

    /// <summary>The rule of the bare word: what would be removed as a near-duplicate is kept together too.</summary>
    public static NearDuplicates Default(NearDedup? dedup)
    {
        var rule = Rule(new Section(NearShape.Together, node: null).Inner("near_duplicates"));
        return dedup is null ? rule : rule with { Similarity = Math.Min(rule.Similarity, dedup.Rule.Similarity) };
    }

    private static NearDuplicates Rule(Section section) => new(
        Section.Decimal(section.Text("similarity")), (int)Section.Decimal(section.Text("n")), RecipeWords.Find<NearText>(section.Text("on"))!.Value);
}
