using System.Text.RegularExpressions;
using Cuvee.Recipes;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Docs;

/// <summary>What the documents show is executed: recipes are read, the example is built as the README says and prints what the README shows.</summary>
public sealed partial class DocumentsTests
{
    public static TheoryData<string> Pages => ["README.md", "docs/guide.md", "docs/recipe.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Recipes_in_the_documents_are_recipes(string page)
    {
        var recipes = Fences().Matches(Read(page)).Where(fence => fence.Groups["language"].Value == "yaml").Select(fence => fence.Groups["text"].Value)
            .Where(text => text.StartsWith("name:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(recipes);
        foreach (var recipe in recipes) Assert.NotEmpty(RecipeReader.Parse(recipe, page).Datasets);
    }

    [Fact]
    public void The_readmes_first_command_builds_the_example_and_prints_what_it_shows()
    {
        var fences = Fences().Matches(Read("README.md")).Select(fence => fence.Groups["text"].Value).ToList();
        var command = fences[0].Split('\n')[0];
        Assert.Equal("dotnet run -c Release --project src/Cuvee.Cli -- build examples/quickstart/recipe.yaml", command);
        using var workspace = new Workspace();
        var (code, output) = CuveeProgram.Run(SharedData.Repository, "build", "examples/quickstart/recipe.yaml", "--out", workspace["out"]);
        Assert.Equal(0, code);
        var shown = fences.Single(text => text.StartsWith("assistant\n", StringComparison.Ordinal));
        Assert.Contains(shown, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_of_the_guide_is_one()
    {
        var commands = global::Cuvee.Cli.Commands.CommandTable.All().Select(command => command.Name).ToHashSet(StringComparer.Ordinal);
        var named = CommandLines().Matches(Read("docs/guide.md") + Read("README.md")).Select(match => match.Groups["command"].Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, commands));
    }

    [Fact]
    public void Links_between_the_documents_lead_somewhere()
    {
        foreach (var page in (string[])["README.md", "CONTRIBUTING.md", "docs/guide.md", "examples/quickstart/README.md", "examples/blends/README.md"])
        {
            foreach (Match link in Links().Matches(Read(page)))
            {
                var target = Path.Combine(SharedData.Repository, Path.GetDirectoryName(page)!, link.Groups["target"].Value);
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{page}: {link.Groups["target"].Value}");
            }
        }
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(SharedData.Repository, page));

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("^cuvee (?<command>[a-z]+)|`cuvee (?<command>[a-z]+)", RegexOptions.Multiline)]
    private static partial Regex CommandLines();

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)\)")]
    private static partial Regex Links();
}
