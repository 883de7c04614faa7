using Cuvee.Filter;

namespace Cuvee.Recipes;

/// <summary>Makes a <see cref="TokenRule"/> of a sound node, and finds the one that a recipe without it means.</summary>
internal static class TokensReader
{
    public static TokenRule? Read(Node? node)
    {
        if (node is null) return null;
        var section = new Section(TokensShape.Tokens, node);
        return new TokenRule(node.Mark, section.Text("tokenizer"), section.OptionalText("pattern"), section.Text("template"), section.Boolean("ledger"));
    }

    /// <summary>What counts the tokens of a recipe's records: its own rule, else what the first <c>tokens</c> filter that names a tokenizer counts with, the common ones before the sources'.</summary>
    public static TokenRule? RuleOf(Recipe recipe) => recipe.Tokens ?? recipe.Filters.Concat(recipe.Sources.SelectMany(source => source.Filters))
        .Select(call => call.Filter).OfType<TokensFilter>().Where(filter => filter.Tokenizer is not null)
        .Select(filter => new TokenRule(default, filter.Tokenizer!, filter.Pattern, filter.Template ?? "plain", IsForLedger: true)).FirstOrDefault();

    /// <summary>Filters and mixes that ask for tokens where nothing says which.</summary>
    public static void Check(Recipe recipe, Problems problems)
    {
        const string Serve = "'tokenizer: cl100k_base' or 'o200k_base', or the path of a .tiktoken file or of the model's tokenizer.json";
        if (recipe.Tokens is null && recipe.AllFilters.Any(call => call.Filter is TokensFilter { Tokenizer: null })) problems.Add(default, $"a 'tokens' filter names no tokenizer; add {Serve}");
        foreach (var dataset in recipe.Datasets.Where(dataset => dataset.Mix is { Unit: MixUnit.Tokens }))
        {
            if (RuleOf(recipe) is null) problems.Add(dataset.Mix!.Mark, $"'unit: tokens' needs a tokenizer; add the recipe's key 'tokens' with {Serve}");
        }
    }
}
