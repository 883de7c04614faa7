using System.Text;
using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

public sealed class CsvTests
{
    private static readonly Csv Commas = new(',');

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("\r\na,b\r\n\r\n  \r\n")]
    public void No_records(string text) => Splitting.AssertSplits(Commas, text);

    [Fact]
    public void Records_are_objects_of_texts_numbered_after_the_header() => Splitting.AssertSplits(
        Commas,
        "id,\"the \"\"name\"\"\",\r\n1,Zoë,x\r\n\r\n\" 2 \",\"a,\"\"b\"\"\r\nc\\\", \n,,",
        new Found("{\"id\":\"1\",\"the \\\"name\\\"\":\"Zoë\",\"column2\":\"x\"}", 1, 0, 20),
        new Found("{\"id\":\" 2 \",\"the \\\"name\\\"\":\"a,\\\"b\\\"\\r\\nc\\\\\",\"column2\":\" \"}", 2, 0, 32),
        new Found("{\"id\":\"\",\"the \\\"name\\\"\":\"\",\"column2\":\"\"}", 3, 0, 54));

    [Fact]
    public void A_quote_within_an_unquoted_field_and_a_zero_are_text() => Splitting.AssertSplits(
        Commas,
        "a,b\n5\" disk,x\0y\n",
        new Found("{\"a\":\"5\\\" disk\",\"b\":\"x\\u0000y\"}", 1, 0, 4));

    [Fact]
    public void An_empty_quoted_field_alone_is_a_record() =>
        Splitting.AssertSplits(Commas, "a\n\"\"\n\nx", new Found("{\"a\":\"\"}", 1, 0, 2), new Found("{\"a\":\"x\"}", 2, 0, 6));

    [Fact]
    public void Records_may_end_in_a_bare_carriage_return() =>
        Splitting.AssertSplits(Commas, "a,b\r1,2\r3,4", new Found("{\"a\":\"1\",\"b\":\"2\"}", 1, 0, 4), new Found("{\"a\":\"3\",\"b\":\"4\"}", 2, 0, 8));

    [Fact]
    public void A_record_of_another_length_is_flagged_and_the_next_is_not() => Splitting.AssertSplits(
        Commas,
        "a,b\n1\n1,2\n1,2,3\r\n",
        new Found("1", 1, 0, 4, "1 fields where the header has 2"),
        new Found("{\"a\":\"1\",\"b\":\"2\"}", 2, 0, 6),
        new Found("1,2,3", 3, 0, 10, "3 fields where the header has 2"));

    [Fact]
    public void Broken_quotes_are_flagged() => Splitting.AssertSplits(
        Commas,
        "a,b\n\"1\"x,2\n3,4\n5,\"6\n7,8\n",
        new Found("\"1\"x,2", 1, 0, 4, "text after the closing quote of field 1"),
        new Found("{\"a\":\"3\",\"b\":\"4\"}", 2, 0, 11),
        new Found("5,\"6\n7,8", 3, 0, 15, "the quote that opens field 2 is never closed"));

    [Fact]
    public void A_broken_header_is_damage() =>
        Assert.Equal("the header row is broken: text after the closing quote of field 1", Assert.Throws<InvalidDataException>(() => Commas.Split("\"a\"b,c\n1,2"u8.ToArray())).Message);

    [Fact]
    public void Bytes_that_are_no_UTF8_go_through() =>
        Assert.Equal([new Found("{\"a\":\"\u00FF\"}", 1, 0, 2)], Commas.Split([(byte)'a', (byte)'\n', 0xFF]));

    [Fact]
    public void A_field_of_a_megabyte()
    {
        var field = new string('x', 1_000_000);
        Assert.Equal(
            [new Found($"{{\"a\":\"{field}\"}}", 1, 0, 2), new Found("{\"a\":\"y\"}", 2, 0, 1_000_005)],
            Commas.Split(Encoding.UTF8.GetBytes($"a\n\"{field}\"\ny")));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", ',')]
    [InlineData("a;b\n1,5;2\n3,5;4\n", ';')]
    [InlineData("a\tb\n1, 2\t3\n", '\t')]
    [InlineData("a|b,c|d\n1|2|3\n", '|')]
    [InlineData("\"a,b\";c\n1;2\n", ';')]
    [InlineData("a\n1\n", ',')]
    public void The_delimiter_is_found(string text, char expected) =>
        Assert.Equal(expected, CsvDelimiter.Detect(Encoding.UTF8.GetBytes(text), isWhole: true).Delimiter);
}
