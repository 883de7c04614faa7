using System.Collections.Immutable;
using Cuvee.FastText;
using Cuvee.Filter;
using Cuvee.Ingest;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>The model files that filters of a recipe judge by. They are inputs: the manifest has their SHA-256.</summary>
internal sealed class Models
{
    private readonly Recipe _recipe;
    private readonly Dictionary<string, string> _keys;
    private readonly Dictionary<string, FastTextModel> _loaded = new(StringComparer.Ordinal);

    private Models(Recipe recipe)
    {
        _recipe = recipe;
        var paths = Calls(recipe).Select(call => call.Filter).OfType<IModelFilter>().Select(PathOf).Distinct(StringComparer.Ordinal).ToList();
        _keys = paths.Zip(FileKey.Of(paths, recipe.Folder)).ToDictionary(file => file.First, file => file.Second, StringComparer.Ordinal);
    }

    /// <summary>Reads each model once and gives it to the filters that name it.</summary>
    /// <returns>The same recipe with filters that can judge, and the models in the order of their first use.</returns>
    /// <exception cref="RecipeException">A model is missing or damaged, or lacks a label.</exception>
    public static (Recipe Recipe, ImmutableArray<FastTextModel> Models) Load(Recipe recipe)
    {
        var models = new Models(recipe);
        if (models._keys.Count == 0) return (recipe, []);
        var bound = recipe.MapFilters(models.Bind);
        return (bound, [.. models._keys.Keys.Select(path => models._loaded[path])]);
    }

    /// <summary>Where the models of a recipe are and what they are called, in the order of their first use, whether they are there or not.</summary>
    public static ImmutableArray<InputPath> Files(Recipe recipe) => [.. new Models(recipe)._keys.Select(file => new InputPath(file.Key, file.Value))];

    private static IEnumerable<FilterCall> Calls(Recipe recipe) => recipe.Sources
        .SelectMany(source => source.Filters.Concat(source.TagFilters))
        .Concat(recipe.Filters);

    private FilterCall Bind(FilterCall call, Mark mark)
    {
        if (call.Filter is not IModelFilter filter) return call;
        try
        {
            return call with { Filter = filter.With(Load(PathOf(filter))) };
        }
        catch (CuveeException exception)
        {
            throw _recipe.Problem(mark, $"filter '{call.Operator.Name}': {exception.Message}");
        }
    }

    private FastTextModel Load(string path)
    {
        if (!_loaded.TryGetValue(path, out var model)) _loaded[path] = model = FastTextModel.Load(path, _keys[path]);
        return model;
    }

    private string PathOf(IModelFilter filter) => Path.GetFullPath(filter.ModelFile, _recipe.Folder);
}
