using Cuvee.Filter;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tokens;

/// <summary>The tokenizers of a recipe, read once, and the recipe with filters that can count.</summary>
internal sealed class Tokenization
{
    private readonly Dictionary<(string Tokenizer, string? Pattern, string Template), TokenMeasure> _measures = [];

    private Tokenization(Recipe recipe)
    {
        var rule = TokensReader.RuleOf(recipe);
        Recipe = recipe.MapFilters((call, _) => Bind(recipe, call));
        if (rule is not null && (rule.IsForLedger || recipe.Datasets.Any(dataset => dataset.Mix is { Unit: MixUnit.Tokens }))) Counted = Measure(recipe, rule.Tokenizer, rule.Pattern, rule.Template);
    }

    /// <summary>The recipe, its filters bound to what counts.</summary>
    public Recipe Recipe { get; }

    /// <summary>What counts every record that passes the filters, or null.</summary>
    public TokenMeasure? Counted { get; }

    /// <summary>Reads what a recipe names.</summary>
    /// <exception cref="CuveeException">A tokenizer or template is missing or asks for what is not supported.</exception>
    public static Tokenization Load(Recipe recipe) => new(recipe);

    private FilterCall Bind(Recipe recipe, FilterCall call)
    {
        if (call.Filter is not TokensFilter filter) return call;
        var own = filter.Tokenizer is null ? recipe.Tokens : null;
        var measure = Measure(recipe, filter.Tokenizer ?? own!.Tokenizer, filter.Pattern ?? own?.Pattern, filter.Template ?? own?.Template ?? "plain");
        return call with { Filter = filter with { Measure = measure } };
    }

    private TokenMeasure Measure(Recipe recipe, string tokenizer, string? pattern, string template)
    {
        if (_measures.TryGetValue((tokenizer, pattern, template), out var known)) return known;
        try
        {
            return _measures[(tokenizer, pattern, template)] = TokenMeasure.Load(tokenizer, recipe.Folder, pattern, template);
        }
        catch (CuveeException exception)
        {
            throw recipe.Problem(recipe.Tokens?.Mark ?? default, $"tokens: {exception.Message}");
        }
    }
}
