using Cuvee.Recipes;

namespace Cuvee.Tests.Recipes;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("", "r.yaml: the recipe is empty; name at least one source under 'sources'")]
    [InlineData("# nothing\n", "r.yaml: the recipe is empty; name at least one source under 'sources'")]
    [InlineData("a: 1\nb: 2\na: 3\n", "r.yaml:3:1: 'a' stands twice, first in line 1; remove one")]
    [InlineData("a: 1\n---\nb: 2\n", "r.yaml:2:1: a second document begins here; a recipe is one document, so keep it in a file of its own")]
    [InlineData("a: !!str 1\n", "r.yaml:1:4: the tag 'tag:yaml.org,2002:str' is not understood; remove it, and quote the value if it is meant as text")]
    [InlineData("a: &x { b: 1 }\nc:\n  <<: *x\n", "r.yaml:3:3: merge keys are not understood; write the keys out")]
    [InlineData("a: *x\n", "r.yaml:1:4: the alias '*x' has no anchor before it; add '&x' to a value above")]
    [InlineData("a: &x [*x]\n", "r.yaml:1:8: the alias '*x' has no anchor before it; add '&x' to a value above")]
    [InlineData("? [a]\n: 1\n", "r.yaml:1:3: a key must be a word, not a list; did you forget quotes?")]
    public void RefusesWithPlace(string yaml, string message) => Assert.Equal(message, Refusal(yaml));

    [Theory]
    [InlineData("a: 'open\n")]
    [InlineData("a:\n\tb: 1\n")]
    [InlineData("a: {b: 1}}\n")]
    public void RefusesBrokenSyntaxWithALine(string yaml) => Assert.Matches(@"^r\.yaml:[0-9]+:[0-9]+: not valid YAML: ", Refusal(yaml));

    [Fact]
    public void RefusesWhatTheParserBreaksOn() =>
        Assert.Equal("r.yaml:1:6: not valid YAML from here on; check that every bracket, brace and quote is closed", Refusal("a: [1, 2\nb: 3\n"));

    [Fact]
    public void BoundsAliasBombs()
    {
        var lines = Enumerable.Range(1, 9).Select(level => $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 10))}]\n");
        Assert.Matches("more than 100000 values with aliases followed", Refusal("l0: &l0 [1, 2]\n" + string.Concat(lines)));
    }

    [Fact]
    public void BoundsDepth()
    {
        Assert.Matches("nested more than 64 levels deep", Refusal(new string('[', 66) + new string(']', 66)));
        Assert.NotNull(YamlReader.Read(new string('[', 64) + new string(']', 64), new Problems("r.yaml")));
    }

    [Fact]
    public void BoundsSize() => Assert.Matches("has 1048577 characters", Refusal(new string('#', (1 << 20) + 1)));

    [Fact]
    public void AliasesAreFollowed()
    {
        var root = (MapNode)YamlReader.Read("a: &x [1, 'two']\nb: *x\n", new Problems("r.yaml"))!;
        Assert.Same(root.Find("a"), root.Find("b"));
        var items = ((ListNode)root.Find("b")!).Items.Cast<ScalarNode>().Select(item => (item.Text, item.IsPlain, item.Mark));
        Assert.Equal([("1", true, new Mark(1, 8)), ("two", false, new Mark(1, 11))], items);
    }

    private static string Refusal(string yaml)
    {
        var problems = new Problems("r.yaml");
        Assert.Null(YamlReader.Read(yaml, problems));
        return Assert.Throws<RecipeException>(problems.ThrowIfAny).Message;
    }
}
