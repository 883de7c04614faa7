using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Filter;
using Cuvee.Ingest;
using Cuvee.Recipes;

namespace Cuvee.Tokens;

/// <summary>The files that say what a token is: tokenizers and chat templates that a recipe names, and vocabularies that come with the program.</summary>
internal static class TokenFiles
{
    /// <summary>Those of the recipe's own, with their keys, in the order of their first use, whether they are there or not. They are inputs: the manifest has their SHA-256.</summary>
    public static ImmutableArray<InputPath> Of(Recipe recipe)
    {
        var program = Vocabularies.Names.Select(Vocabularies.PathOf).ToHashSet(StringComparer.Ordinal);
        var paths = Paths(recipe).Where(path => !program.Contains(path)).ToList();
        return [.. paths.Zip(FileKey.Of(paths, recipe.Folder), (path, key) => new InputPath(path, key))];
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Paths(Recipe recipe)
    {
        var filters = recipe.AllFilters.Select(call => call.Filter).OfType<TokensFilter>();
        var rules = filters.Select(filter => (filter.Tokenizer, filter.Template)).Append((recipe.Tokens?.Tokenizer, recipe.Tokens?.Template)).ToList();
        var tokenizers = rules.Select(rule => rule.Item1).OfType<string>().Select(name => Tokenizer.PathOf(name, recipe.Folder));
        var templates = rules.Select(rule => rule.Item2).OfType<string>().Where(name => !ChatTemplate.Names.Contains(name)).Select(name => Path.GetFullPath(name, recipe.Folder));
        return tokenizers.Concat(templates).Distinct(StringComparer.Ordinal);
    }
}
