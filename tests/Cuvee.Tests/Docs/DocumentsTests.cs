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
    public void Commands_of_the_guide_print_what_it_shows()
    {
        using var workspace = new Workspace();
        foreach (var path in Directory.GetFiles(Path.Combine(SharedData.Repository, "examples/quickstart"), "*", SearchOption.AllDirectories))
            workspace.Write(Path.GetRelativePath(Path.Combine(SharedData.Repository, "examples/quickstart"), path), File.ReadAllBytes(path));
        var guide = Read("docs/guide.md");
        workspace.Write("compared.yaml", Fences().Matches(guide).Select(fence => fence.Groups["text"].Value).Single(text => text.StartsWith("# compared.yaml\n", StringComparison.Ordinal)));
        foreach (var recipe in (string[])["recipe.yaml", "compared.yaml"]) Assert.Equal(0, CuveeProgram.Run(workspace.Folder, "build", recipe, "--quiet").Code);
        var printed = Consoles().Replace(guide, console =>
        {
            var (code, output) = CuveeProgram.Run(workspace.Folder, console.Groups["arguments"].Value.Split(' '));
            Assert.Equal(0, code);
            return $"```console\n$ cuvee {console.Groups["arguments"].Value}\n{output}```";
        });
        if (Environment.GetEnvironmentVariable("CUVEE_UPDATE") == "1") File.WriteAllText(Path.Combine(SharedData.Repository, "docs/guide.md"), printed);
        Assert.Equal(guide, printed);
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

    [GeneratedRegex("^```console\n\\$ cuvee (?<arguments>[^\n]*)\n(?<output>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Consoles();

    [GeneratedRegex("^cuvee (?<command>[a-z]+)|`cuvee (?<command>[a-z]+)", RegexOptions.Multiline)]
    private static partial Regex CommandLines();

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)\)")]
    private static partial Regex Links();
}
