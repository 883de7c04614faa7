using System.Text.Json;
using Cuvee.Changes;

namespace Cuvee.Tests.Changes;

public sealed class RecipeChangesTests
{
    [Theory]
    [InlineData("[{\"a\":{\"x\":1}}]", "[{\"b\":{}},{\"a\":{\"x\":2}}]", "filters[1].a.x: 2 (was 1)|filters[0]: {\"b\":{}} (new)")]
    [InlineData("[{\"a\":{}},{\"b\":{}}]", "[{\"b\":{}}]", "filters[0]: {\"a\":{}} (gone)")]
    [InlineData("[\"a\",\"b\"]", "[\"b\",\"a\"]", "filters: [\"b\",\"a\"] (was [\"a\",\"b\"])")]
    [InlineData("[\"a\",\"a\"]", "[\"a\"]", "filters[1]: \"a\" (gone)")]
    [InlineData("[]", "[\"é\"]", "filters[0]: \"é\" (new)")]
    [InlineData("[1]", "[1]", "")]
    public void Lists_are_compared_by_their_elements(string before, string after, string changes) =>
        Assert.Equal(changes, Changes($"{{\"filters\":{before}}}", $"{{\"filters\":{after}}}"));

    [Fact]
    public void Only_what_concerns_the_dataset_counts()
    {
        const string before = "{\"name\":\"x\",\"sources\":{\"s\":{\"take\":1},\"t\":{\"take\":1},\"u\":{\"take\":1}},\"dedup\":{\"near\":{\"against\":\"u\"}},\"datasets\":{\"d\":{\"from\":[\"s\"]},\"e\":{\"caps\":1}}}";
        const string after = "{\"name\":\"y\",\"sources\":{\"s\":{\"take\":2},\"t\":{\"take\":2},\"u\":{\"take\":2}},\"dedup\":{\"near\":{\"against\":\"u\"}},\"datasets\":{\"d\":{\"from\":[\"s\"]},\"e\":{\"caps\":2}}}";
        Assert.Equal("sources.s.take: 2 (was 1)|sources.u.take: 2 (was 1)", Changes(before, after));
    }

    [Fact]
    public void The_order_of_sources_counts()
    {
        const string before = "{\"sources\":{\"s\":{},\"t\":{}},\"datasets\":{\"d\":{\"from\":[\"s\",\"t\"]}}}";
        const string after = "{\"sources\":{\"t\":{},\"s\":{}},\"datasets\":{\"d\":{\"from\":[\"s\",\"t\"]}}}";
        Assert.Equal("sources: order t, s (was order s, t)", Changes(before, after));
    }

    [Theory]
    [InlineData("a.b", true)]
    [InlineData("a", true)]
    [InlineData("a.bc", false)]
    [InlineData("a.b[0].c", false)]
    public void A_change_is_at_its_path_and_below_shorter_ones(string path, bool isAt) => Assert.Equal(isAt, new RecipeChange("a.b[0]", null, "1").IsAt(path));

    [Fact]
    public void Long_values_are_cut() => Assert.Equal($"a: {new string('x', 60)} (was {new string('y', 60)}…)", new RecipeChange("a", new string('y', 61), new string('x', 60)).ToString());

    private static string Changes(string before, string after)
    {
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        return string.Join('|', RecipeChanges.Of(old.RootElement, now.RootElement, ("d", "d")));
    }
}
