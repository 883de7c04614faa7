using Cuvee.Engine;

namespace Cuvee.Tests.Engine;

public sealed class TagTableTests
{
    [Fact]
    public void Combinations_are_numbered_in_the_order_they_appear()
    {
        var table = new TagTable(["family", "kind"]);
        Assert.Equal([0, 1, 0, 2], [table.Number(["a", "x"]), table.Number(["a", "y"]), table.Number(["a", "x"]), table.Number(["", ""])]);
        Assert.Equal(3, table.Count);
        Assert.Equal(["a", "y"], table[1]);
        Assert.Equal(["x", "y", ""], table.Column("kind"));
        Assert.Equal(["(none)", "(none)", "(none)"], table.Column("other"));
    }

    [Theory]
    [InlineData("\u001F")]
    [InlineData(" ")]
    [InlineData(" 1 ")]
    [InlineData("日")]
    public void A_value_may_hold_any_character(string separator)
    {
        var table = new TagTable(["family", "kind"]);
        string[][] combinations = [[$"a{separator}b", "c"], ["a", $"b{separator}c"], [$"a{separator}b{separator}c", ""], ["", $"a{separator}b{separator}c"]];
        Assert.Equal([0, 1, 2, 3], combinations.Select(table.Number));
        Assert.Equal(combinations, Enumerable.Range(0, 4).Select(number => table[number].ToArray()));
    }
}
