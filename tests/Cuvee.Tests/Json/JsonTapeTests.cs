using System.Text;
using System.Text.Json;
using Cuvee.Json;

namespace Cuvee.Tests.Json;

public sealed class JsonTapeTests
{
    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData(" [ 1 , 2.50 , -0 , 1e400 , true , false , null ] ", "[1,2.50,-0,1e400,true,false,null]")]
    [InlineData("{\"a\" : { \"b\" : [ ] , \"c\" : { } } }", "{\"a\":{\"b\":[],\"c\":{}}}")]
    [InlineData("\"\\u00e9\\n\\/\\ud83d\\ude00\\u0000\\u001f\"", "\"é\\n/😀\\u0000\\u001f\"")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "{\"a\":2}")]
    [InlineData("{\"b\":0,\"a\":{\"x\":1,\"x\":{\"y\":1,\"y\":3}},\"b\":[1]}", "{\"a\":{\"x\":{\"y\":3}},\"b\":[1]}")]
    public void A_value_is_written_in_its_canonical_form(string json, string canonical)
    {
        var tape = new JsonTape();
        Assert.Equal(JsonFault.None, Parse(tape, json, out var rest));
        Assert.Equal(0, rest);
        Assert.Equal(canonical, Canonical(tape));
    }

    [Theory]
    [InlineData("", JsonFault.MalformedJson)]
    [InlineData("{", JsonFault.MalformedJson)]
    [InlineData("[1,]", JsonFault.MalformedJson)]
    [InlineData("{\"a\":1,}", JsonFault.MalformedJson)]
    [InlineData("{\"a\" 1}", JsonFault.MalformedJson)]
    [InlineData("{a:1}", JsonFault.MalformedJson)]
    [InlineData("[1}", JsonFault.MalformedJson)]
    [InlineData("01", JsonFault.MalformedJson)]
    [InlineData("1.", JsonFault.MalformedJson)]
    [InlineData("1e", JsonFault.MalformedJson)]
    [InlineData("-", JsonFault.MalformedJson)]
    [InlineData("+1", JsonFault.MalformedJson)]
    [InlineData("NaN", JsonFault.MalformedJson)]
    [InlineData("Infinity", JsonFault.MalformedJson)]
    [InlineData("tru", JsonFault.MalformedJson)]
    [InlineData("\"a\nb\"", JsonFault.MalformedJson)]
    [InlineData("\"\\x41\"", JsonFault.MalformedJson)]
    [InlineData("\"\\u12g4\"", JsonFault.MalformedJson)]
    [InlineData("\"\\u12", JsonFault.MalformedJson)]
    [InlineData("\"\\", JsonFault.MalformedJson)]
    [InlineData("\"abc", JsonFault.MalformedJson)]
    [InlineData("\"\\ud800\"", JsonFault.LoneSurrogate)]
    [InlineData("\"\\udc00\"", JsonFault.LoneSurrogate)]
    [InlineData("\"\\ud800\\u0041\"", JsonFault.LoneSurrogate)]
    public void What_is_not_json_has_a_fault(string json, JsonFault fault) => Assert.Equal(fault, Parse(new JsonTape(), json, out _));

    [Fact]
    public void Bytes_that_are_not_utf8_are_a_fault()
    {
        byte[] bytes = [(byte)'"', 0xC3, 0x28, (byte)'"'];
        Assert.Equal(JsonFault.InvalidUtf8, new JsonTape().Parse(bytes, 0, bytes.Length, out _));
        byte[] surrogate = [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'];
        Assert.Equal(JsonFault.InvalidUtf8, new JsonTape().Parse(surrogate, 0, surrogate.Length, out _));
    }

    [Theory]
    [InlineData(JsonTape.MaxDepth, JsonFault.None)]
    [InlineData(JsonTape.MaxDepth + 1, JsonFault.TooDeep)]
    [InlineData(100_000, JsonFault.TooDeep)]
    public void Depth_is_bounded(int depth, JsonFault fault) =>
        Assert.Equal(fault, Parse(new JsonTape(), new string('[', depth) + new string(']', depth), out _));

    [Fact]
    public void Values_one_behind_the_other_are_read_one_by_one()
    {
        var bytes = "{\"a\":1} [2]\t3"u8.ToArray();
        var tape = new JsonTape();
        var seen = new List<string>();
        for (var at = 0; at < bytes.Length;)
        {
            Assert.Equal(JsonFault.None, tape.Parse(bytes, at, bytes.Length, out at));
            seen.Add(Canonical(tape));
        }

        Assert.Equal(["{\"a\":1}", "[2]", "3"], seen);
    }

    [Fact]
    public void Duplicate_keys_are_counted_and_the_last_wins()
    {
        var tape = new JsonTape();
        var many = string.Join(',', Enumerable.Range(0, 100).Select(number => $"\"k{number % 50}\":{number}"));
        Assert.Equal(JsonFault.None, Parse(tape, $"{{\"a\":1,\"b\":2,\"a\":3,\"o\":{{{many}}}}}", out _));
        Assert.Equal(51, tape.DuplicateKeys);
        Assert.Equal("3", tape.Root["a"u8].Source.ToString());
        Assert.Equal("99", tape.Root["o"u8]["k49"u8].Source.ToString());
    }

    [Fact]
    public void The_end_of_the_value_binds_even_inside_a_longer_array()
    {
        // What stands behind the end belongs to somebody else, also when a vector reads over it.
        var bytes = Encoding.UTF8.GetBytes("\"abc" + new string('x', 100) + "\"");
        Assert.Equal(JsonFault.MalformedJson, new JsonTape().Parse(bytes, 0, 50, out _));
    }

    /// <summary>Random values in random spellings: what System.Text.Json reads from our canonical spelling equals what it reads from the original.</summary>
    [Fact]
    public void Random_values_equal_those_of_the_platforms_parser()
    {
        var random = new Random(20260101);
        var tape = new JsonTape();
        for (var round = 0; round < 3000; round++)
        {
            var json = Value(random, depth: 0);
            Assert.Equal(JsonFault.None, Parse(tape, json, out _));
            using var expected = JsonDocument.Parse(json);
            using var actual = JsonDocument.Parse(Canonical(tape));
            Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), json);
        }
    }

    /// <summary>Random damage: we refuse exactly what System.Text.Json refuses, lone surrogates aside, which it takes.</summary>
    [Fact]
    public void Random_damage_is_refused_as_by_the_platforms_parser()
    {
        var random = new Random(7);
        var tape = new JsonTape();
        for (var round = 0; round < 5000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Value(random, depth: 0));
            for (var edit = random.Next(1, 3); edit > 0; edit--) bytes[random.Next(bytes.Length)] = (byte)"{}[]\",:\\0u1e-.x \n"[random.Next(17)];
            var fault = tape.Parse(bytes, 0, bytes.Length, out var consumed);
            if (fault == JsonFault.LoneSurrogate) continue;
            var isValid = fault == JsonFault.None && consumed == bytes.Length;
            Assert.True(isValid == IsValid(bytes), Encoding.UTF8.GetString(bytes));
        }
    }

    private static bool IsValid(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return System.Text.Unicode.Utf8.IsValid(bytes);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Value(Random random, int depth)
    {
        var space = new string(' ', random.Next(3));
        return space + random.Next(depth > 3 ? 4 : 6) switch
        {
            0 => Text(random),
            1 => random.Next(-1000, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture),
            2 => $"{random.Next(100)}.{random.Next(10, 99)}e{random.Next(-5, 5)}",
            3 => random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" },
            4 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)))}]",
            _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(number => $"\"k{number}\" :{Value(random, depth + 1)}"))}}}",
        } + space;
    }

    private static string Text(Random random)
    {
        string[] pieces = ["a", "plain text of some length that fills a vector", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "é", "漢字", "\\ud83d\\ude00", "😀", "\\b\\f\\r\\t", "\\u0001", " "];
        return "\"" + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)])) + "\"";
    }

    private static JsonFault Parse(JsonTape tape, string json, out int rest)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var fault = tape.Parse(bytes, 0, bytes.Length, out var consumed);
        rest = bytes.Length - consumed;
        return fault;
    }

    private static string Canonical(JsonTape tape)
    {
        var buffer = new ByteBuffer();
        JsonText.WriteCanonical(buffer, tape.Root);
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
