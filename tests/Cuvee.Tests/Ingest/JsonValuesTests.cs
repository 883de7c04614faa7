using System.Text;
using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

public sealed class JsonValuesTests
{
    private const string CutOff = "the value is not closed before the end of the file; the file may be cut off";
    private const string NotClosed = "the array that begins on line 1 is not closed before the end of the file; the file may be cut off";
    private const string Stray = "stray text, no JSON value";
    private const string TwoValues = "two values without a comma between them";

    private static readonly JsonValues Values = new();

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("[]")]
    [InlineData("[ \n ] []\n[]")]
    public void No_items(string text) => Splitting.AssertSplits(Values, text);

    [Fact]
    public void The_elements_of_an_array_belong_to_the_line_of_its_bracket() => Splitting.AssertSplits(
        Values,
        "\n [\n {\"a\": [1, {\"b\": \"]}\"}]},\n \"é\\\"]\", 12 , null,\n[[]]\n]\n",
        new Found("{\"a\": [1, {\"b\": \"]}\"}]}", 2, 0, 5),
        new Found("\"é\\\"]\"", 2, 1, 31),
        new Found("12", 2, 2, 40),
        new Found("null", 2, 3, 45),
        new Found("[[]]", 2, 4, 51));

    [Fact]
    public void Concatenated_values_are_counted_on_the_line_where_they_begin() => Splitting.AssertSplits(
        Values,
        "{\"a\":1}{\"b\":\n2} {}\n\"text\" 7\n{}",
        new Found("{\"a\":1}", 1, 0, 0),
        new Found("{\"b\":\n2}", 1, 1, 7),
        new Found("{}", 2, 0, 16),
        new Found("\"text\"", 3, 0, 19),
        new Found("7", 3, 1, 26),
        new Found("{}", 4, 0, 28));

    [Fact]
    public void Arrays_and_values_on_one_line_never_share_an_index() => Splitting.AssertSplits(
        Values,
        "[1,2][3]{}[\n4]5\n[6]",
        new Found("1", 1, 0, 1),
        new Found("2", 1, 1, 3),
        new Found("3", 1, 2, 6),
        new Found("{}", 1, 3, 8),
        new Found("4", 1, 4, 12),
        new Found("5", 2, 0, 14),
        new Found("6", 3, 0, 17));

    [Fact]
    public void A_broken_value_with_balanced_brackets_is_passed_on() => Splitting.AssertSplits(
        Values,
        "[{\"a\" 1}, {\"b\":[1,]}, tru]\n{'c'}",
        new Found("{\"a\" 1}", 1, 0, 1),
        new Found("{\"b\":[1,]}", 1, 1, 10),
        new Found("tru", 1, 2, 22),
        new Found("{'c'}", 2, 0, 27));

    [Fact]
    public void Stray_text_is_one_item_up_to_the_next_bracket_or_line() => Splitting.AssertSplits(
        Values,
        "{}, {} and more \n]} x\n{}",
        new Found("{}", 1, 0, 0),
        new Found(",", 1, 1, 2, Stray),
        new Found("{}", 1, 2, 4),
        new Found("and more", 1, 3, 7, Stray),
        new Found("]} x", 2, 0, 17, Stray),
        new Found("{}", 3, 0, 22));

    [Fact]
    public void Commas_that_are_missing_or_too_many() => Splitting.AssertSplits(
        Values,
        "[, {} {}, 1 2, {} x, 1 {},, }, {},]",
        new Found("", 1, 0, 1, "an element is missing before ','"),
        new Found("{}", 1, 1, 3),
        new Found("{}", 1, 2, 6, "a comma is missing before this value"),
        new Found("1 2", 1, 3, 10, Stray),
        new Found("{} x", 1, 4, 15, "text after the end of the value"),
        new Found("1 {}", 1, 5, 21, TwoValues),
        new Found("", 1, 6, 26, "an element is missing before ','"),
        new Found("}", 1, 7, 28, Stray),
        new Found("{}", 1, 8, 31),
        new Found("", 1, 9, 34, "an element is missing before ']'"));

    [Fact]
    public void A_missing_comma_costs_the_value_behind_it_and_no_other() => Splitting.AssertSplits(
        Values,
        """[{"a":1} {"b":2},{"c":3} x [4], {"d":5}{"e":6}]""",
        new Found("""{"a":1}""", 1, 0, 1),
        new Found("""{"b":2}""", 1, 1, 9, "a comma is missing before this value"),
        new Found("""{"c":3}""", 1, 2, 17),
        new Found("x [4]", 1, 3, 25, "a comma is missing before this value"),
        new Found("""{"d":5}""", 1, 4, 32),
        new Found("""{"e":6}""", 1, 5, 39, "a comma is missing before this value"));

    [Theory]
    [InlineData("{\"a\": [1}")]
    [InlineData("{\"a")]
    [InlineData("{\"a\\")]
    [InlineData("\"a")]
    [InlineData("{")]
    public void A_value_left_open_is_one_item(string rest) =>
        Splitting.AssertSplits(Values, "{}\n" + rest + " \n", new Found("{}", 1, 0, 0), new Found(rest, 2, 0, 3, CutOff));

    [Fact]
    public void An_array_left_open()
    {
        Splitting.AssertSplits(Values, "[", new Found("", 1, 0, 1, NotClosed));
        Splitting.AssertSplits(Values, "[{}", new Found("{}", 1, 0, 1), new Found("", 1, 1, 3, NotClosed));
        Splitting.AssertSplits(Values, "[{},\n", new Found("{}", 1, 0, 1), new Found("", 1, 1, 5, NotClosed));
        Splitting.AssertSplits(Values, "[{}, {\"a", new Found("{}", 1, 0, 1), new Found("{\"a", 1, 1, 5, CutOff));
        Splitting.AssertSplits(Values, "[12", new Found("12", 1, 0, 1, CutOff));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public void Nesting_costs_nothing(int depth)
    {
        var value = "{\"a\":" + new string('[', depth) + new string(']', depth) + "}";
        Assert.Equal([new Found(value, 1, 0, 1), new Found("2", 1, 1, value.Length + 2)], Values.Split(Encoding.UTF8.GetBytes($"[{value},2]")));
    }

    [Fact]
    public void A_value_of_100_MB()
    {
        var bytes = new byte[100_000_000];
        Array.Fill(bytes, (byte)'x');
        "[{\"a\":\""u8.CopyTo(bytes);
        "\"},2,3]"u8.CopyTo(bytes.AsSpan(^7));
        var items = new List<(int Length, long Index, long ByteOffset)>();
        foreach (var block in Values.Split(new MemoryStream(bytes)))
        {
            foreach (var item in block) items.Add((item.Value.Length, item.Index, item.ByteOffset));
        }
        Assert.Equal([(99_999_994, 0, 1), (1, 1, 99_999_996), (1, 2, 99_999_998)], items);
    }

    [Fact]
    public void Random_sequences_split_as_they_were_put_together()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var sequence = new RandomJson(seed);
            var bytes = Encoding.UTF8.GetBytes(sequence.Text);
            foreach (var blockBytes in Splitting.BlockSizes) Assert.Equal(sequence.Expected, Values.Split(bytes, blockBytes));
        }
    }
}
