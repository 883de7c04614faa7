using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Tests.Ingest;

public sealed class GlobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GlobTests()
    {
        foreach (var file in new[]
        {
            "recipe/data/b.jsonl", "recipe/data/a.jsonl", "recipe/data/a-b.jsonl", "recipe/data/Z.jsonl", "recipe/data/é.jsonl", "recipe/data/\uFF5E.jsonl", "recipe/data/😀.jsonl",
            "recipe/data/.hidden.jsonl", "recipe/data/.folder/h.jsonl", "recipe/data/more/c.jsonl", "recipe/data/more/deep/d.jsonl", "recipe/data/more/[1].json", "recipe/data/more/1.json",
            "recipe/build/data/out.jsonl", "recipe/.cuvee/store.jsonl", "other/x.jsonl",
        })
        {
            _folder.Write(file);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data/*.jsonl", "data/Z.jsonl data/a-b.jsonl data/a.jsonl data/b.jsonl data/é.jsonl data/\uFF5E.jsonl data/😀.jsonl")]
    [InlineData("data/?.jsonl", "data/Z.jsonl data/a.jsonl data/b.jsonl data/é.jsonl data/\uFF5E.jsonl data/😀.jsonl")]
    [InlineData("data/[a-cZ].jsonl", "data/Z.jsonl data/a.jsonl data/b.jsonl")]
    [InlineData("data/[!a-cZ].jsonl", "data/é.jsonl data/\uFF5E.jsonl data/😀.jsonl")]
    [InlineData("data/{b,a}*.jsonl", "data/a-b.jsonl data/a.jsonl data/b.jsonl")]
    [InlineData("data/{more/{c,none},b}.jsonl", "data/b.jsonl data/more/c.jsonl")]
    [InlineData("data/more/[1].json", "data/more/[1].json")]
    [InlineData("data/more/[1]*.json", "data/more/1.json")]
    [InlineData("data/*/*.jsonl", "data/more/c.jsonl")]
    [InlineData("data/**/[cd].jsonl", "data/more/c.jsonl data/more/deep/d.jsonl")]
    [InlineData("**/d.jsonl", "data/more/deep/d.jsonl")]
    [InlineData("data/more/**", "data/more/1.json data/more/[1].json data/more/c.jsonl data/more/deep/d.jsonl")]
    [InlineData("data/.h*", "data/.hidden.jsonl")]
    [InlineData("data/../data/b.jsonl", "data/b.jsonl")]
    [InlineData("./*/a*b*.jsonl", "data/a-b.jsonl")]
    public void Patterns(string pattern, string expected) => Assert.Equal(expected.Split(' '), Expand(pattern));

    [Fact]
    public void Patterns_keep_their_order_and_a_file_comes_once() =>
        Assert.Equal(["data/b.jsonl", "data/Z.jsonl", "data/a-b.jsonl", "data/a.jsonl"], Expand("data/b.jsonl", "data/[Zab]*.jsonl", "data/a.jsonl"));

    [Fact]
    public void A_file_reached_through_a_link_is_the_same_file()
    {
        _folder.Link("recipe/data/more/again", _folder["recipe/data/more/deep"]);
        _folder.Link("recipe/data/more/circle", "..");
        Assert.Equal(["data/more/again/d.jsonl"], Expand("data/**/d.jsonl"));
    }

    [Fact]
    public void An_absolute_pattern_and_one_above_the_recipe()
    {
        Assert.Equal(["../other/x.jsonl"], Expand("../other/*.jsonl"));
        Assert.Equal(["../other/x.jsonl"], Expand(_folder["other/*.jsonl"]));
    }

    [Fact]
    public void The_output_and_the_store_are_never_an_input()
    {
        Assert.Equal(["data/b.jsonl"], Expand("**/{b,out,store}.jsonl"));
        _folder.Link("recipe/data/out.jsonl", _folder["recipe/build/data/out.jsonl"]);
        Assert.Equal(["data/b.jsonl"], Expand("data/{b,out}.jsonl"));
    }

    [Theory]
    [InlineData("data/none.jsonl", "data/none.jsonl: no such file; check the path, which is relative to the recipe")]
    [InlineData("data/*.parquet", "data/*.parquet: matches no file; check the pattern, which is relative to the recipe")]
    [InlineData("data/{x,y}.jsonl", "data/{x,y}.jsonl: matches no file; check the pattern, which is relative to the recipe")]
    [InlineData("none/**/*.jsonl", "none/**/*.jsonl: matches no file; check the pattern, which is relative to the recipe")]
    [InlineData("build/data/*", "build/data/*: matches no file; check the pattern, which is relative to the recipe")]
    [InlineData("build/data/out.jsonl", "build/data/out.jsonl: lies in the output folder or the store, which are never an input; copy the file elsewhere")]
    [InlineData("data/", "data/: a folder, not a file; name its files, as in 'data/*.jsonl'")]
    public void Patterns_that_give_nothing_are_errors(string pattern, string expected) => Assert.Equal(expected, Assert.Throws<CuveeException>(() => Expand(pattern)).Message);

    [Fact]
    public void A_pattern_of_many_stars_is_matched_in_no_time() => Assert.False(new GlobSegment("a*a*a*a*a*a*a*a*a*a*a*a*b").IsMatch(new string('a', 5_000)));

    private string[] Expand(params string[] patterns)
    {
        var glob = new Glob(_folder["recipe"], [_folder["recipe/build"], _folder["recipe/.cuvee"]]);
        return [.. glob.Expand(patterns).Select(file => Path.GetRelativePath(_folder["recipe"], file))];
    }
}
