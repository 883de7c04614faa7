using Cuvee.Recipes;

namespace Cuvee.Tests.Recipes;

/// <summary>The committed documents equal what the code says. Run with CUVEE_UPDATE=1 to write them anew.</summary>
public sealed class GeneratedDocsTests
{
    [Fact]
    public void ReferencePage() => Check("recipe.md", RecipeReference.Markdown());

    [Fact]
    public void Schema() => Check("recipe.schema.json", RecipeSchema.Json());

    [Fact]
    public void TheExampleOfThePageIsARecipe()
    {
        var page = RecipeReference.Markdown();
        var start = page.IndexOf("```yaml\n", StringComparison.Ordinal) + 8;
        var recipe = RecipeReader.Parse(page[start..page.IndexOf("```", start, StringComparison.Ordinal)], "r.yaml");
        Assert.Equal(("oracle-experts", 2, 3), (recipe.Name, recipe.Sources.Length, recipe.Filters.Length));
    }

    private static void Check(string name, string expected)
    {
        var path = Path.Combine(Root(), "docs", name);
        if (Environment.GetEnvironmentVariable("CUVEE_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, $"docs/{name} is out of date; run the tests with CUVEE_UPDATE=1 and commit it");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cuvee.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Cuvee.slnx above the tests");
        }

        return folder;
    }
}
