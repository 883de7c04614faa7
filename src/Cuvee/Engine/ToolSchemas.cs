using System.Collections.Immutable;
using Cuvee.Ingest;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tools;

namespace Cuvee.Engine;

/// <summary>The files of tool definitions that gates compare calls with. They are inputs: the manifest has their SHA-256.</summary>
internal static class ToolSchemas
{
    /// <summary>Reads the schema of each dataset that has one, by the dataset's name.</summary>
    /// <exception cref="RecipeException">A file is missing, or defines no tools.</exception>
    public static ImmutableDictionary<string, ToolSchema> Load(Recipe recipe) => recipe.Datasets
        .Where(dataset => dataset.Gates.ToolCalls is not null)
        .ToImmutableDictionary(dataset => dataset.Name, dataset => Read(recipe, dataset.Gates.ToolCalls!), StringComparer.Ordinal);

    private static ToolSchema Read(Recipe recipe, ToolCallsGate gate)
    {
        try
        {
            var path = Path.GetFullPath(gate.Schema, recipe.Folder);
            return ToolSchema.Read(new InputPath(path, FileKey.Of([path], recipe.Folder)[0]));
        }
        catch (CuveeException exception)
        {
            throw recipe.Problem(gate.Mark, $"tool_calls: {exception.Message}");
        }
    }
}
