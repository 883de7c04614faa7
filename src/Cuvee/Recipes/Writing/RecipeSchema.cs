using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cuvee.Recipes;

/// <summary>The JSON Schema of a recipe (draft 2020-12), for editors.</summary>
public static class RecipeSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Indented JSON that ends with a line feed; the same for every call.</summary>
    public static string Json()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Cuvee recipe",
            ["description"] = "What a dataset is made of, as read by cuvee build.",
        };
        foreach (var (name, value) in RecipeShape.Root.Schema())
        {
            schema[name] = value?.DeepClone();
        }

        schema["$defs"] = new JsonObject { ["filter"] = FilterShape.Definition() };
        return schema.ToJsonString(Options) + "\n";
    }
}
