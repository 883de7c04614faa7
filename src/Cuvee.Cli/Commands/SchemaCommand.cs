using System.CommandLine;
using Cuvee.Recipes;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee schema</c>: the JSON Schema of recipes, for editors.</summary>
internal sealed class SchemaCommand : CuveeCommand
{
    public SchemaCommand()
        : base("schema", "Prints the JSON Schema of recipes, for editors") =>
        Examples.Add(("cuvee schema > recipe.schema.json", "then begin a recipe with: # yaml-language-server: $schema=recipe.schema.json"));

    public override int Run(ParseResult line, Screen screen)
    {
        if (screen.IsJson) screen.Json(stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(RecipeSchema.Json())));
        else screen.Out.Write(RecipeSchema.Json());
        return ExitCodes.Done;
    }
}
