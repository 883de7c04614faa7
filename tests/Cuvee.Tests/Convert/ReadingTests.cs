using System.Text;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Converting;

/// <summary>What a reader must not lose silently.</summary>
public sealed class ReadingTests
{
    private const string Call = """[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"x\": 1.50}"}}]""";

    [Theory]
    [InlineData("""[{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{\"x\": 1.50}"}}]""")]
    [InlineData("""{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{\"x\": 1.50}"}}""")]
    [InlineData("\"[{\\\"id\\\": \\\"1\\\", \\\"type\\\": \\\"function\\\", \\\"function\\\": {\\\"name\\\": \\\"f\\\", \\\"arguments\\\": \\\"{\\\\\\\"x\\\\\\\": 1.50}\\\"}}]\"")]
    public void Tool_calls_are_a_list_one_call_or_a_text_of_either(string calls) =>
        Assert.Equal(Call, Read($$"""{"messages":[{"role":"assistant","content":null,"tool_calls":{{calls}}}]}""").Turns[0].ToolCalls.ToString());

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("\"[]\"")]
    [InlineData("\"null\"")]
    public void No_tool_calls_are_absent(string calls) =>
        Assert.True(Read($$"""{"messages":[{"role":"assistant","content":"a","tool_calls":{{calls}}}]}""").Turns[0].ToolCalls.IsAbsent);

    [Theory]
    [InlineData("5")]
    [InlineData("\"no json\"")]
    public void Other_tool_calls_are_no_record(string calls) =>
        Assert.Equal("'tool_calls' is not a list of calls", Problem($$"""{"messages":[{"role":"assistant","content":"a","tool_calls":{{calls}}}]}"""));

    [Fact]
    public void The_id_of_a_call_in_a_text_is_read() =>
        Assert.Equal(Call, Read("""{"conversations":[{"from":"function_call","value":"{\"name\": \"f\", \"arguments\": {\"x\": 1.50}, \"id\": \"1\"}"}]}""").Turns[0].ToolCalls.ToString());

    [Fact]
    public void Several_reasoning_parts_are_kept() =>
        Assert.Equal(
            "one\ntwo",
            Read("""{"messages":[{"role":"assistant","content":[{"type":"reasoning","value":"one"},{"type":"text","text":"a"},{"type":"thinking","thinking":"two"}]}]}""").Turns[0].Thinking.ToString());

    [Theory]
    [InlineData("""{"prompt":"p","completion":null,"canonical_solution":"c"}""", RecordFormat.PromptCompletion)]
    [InlineData("""{"chosen":null,"rejected":null,"prompt":"p","completion":"c"}""", RecordFormat.PromptCompletion)]
    [InlineData("""{"instruction":null,"input":null,"output":null,"prompt":"p","completion":"c"}""", RecordFormat.PromptCompletion)]
    [InlineData("""{"output":null,"instruction":"p","response":"c"}""", RecordFormat.Alpaca)]
    public void A_null_column_hides_nothing(string row, RecordFormat format)
    {
        var record = Read(row);
        Assert.Equal(format, record.Format);
        Assert.Equal(["p", "c"], record.Turns.Select(turn => turn.Text.ToString()));
    }

    [Theory]
    [InlineData("""{"problem":"p","answer":"7","solution":"s","x":1}""", """{"solution":"s","x":1}""")]
    [InlineData("""{"instruction":"i","output":"o","text":"whole","context":"c","input":""}""", """{"text":"whole","context":"c"}""")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"prompt":"p","label":"x","system":"s"}""", """{"prompt":"p","label":"x"}""")]
    [InlineData("""{"prompt":"p","completion":"c","label":true,"question":"q"}""", """{"question":"q"}""")]
    [InlineData("""{"instruction":"i","input":"n","chosen":"c","rejected":"r","output":"o"}""", """{"output":"o"}""")]
    [InlineData("""{"text":"t","system":"s"}""", """{"system":"s"}""")]
    public void What_no_turn_was_made_of_stays_among_the_extra_fields(string row, string extra) => Assert.Equal(extra, Read(row).Extra.ToString());

    [Fact]
    public void A_text_too_deep_for_a_row_stays_a_text()
    {
        var deep = new string('[', 510) + new string(']', 510);
        Assert.Equal($"\"{deep}\"", Read($$"""{"messages":[],"tools":"{{deep}}"}""").Tools.ToString());
        deep = new string('[', 504) + new string(']', 504);
        Assert.Equal(deep, Read($$"""{"messages":[],"tools":"{{deep}}"}""").Tools.ToString());
    }

    private static Record Read(string row)
    {
        var (records, problem) = ReadAll(row);
        Assert.Null(problem);
        return Assert.Single(records);
    }

    private static string? Problem(string row) => ReadAll(row).Problem;

    private static (List<Record> Records, string? Problem) ReadAll(string row)
    {
        var tape = new JsonTape();
        var bytes = Encoding.UTF8.GetBytes(row);
        Assert.Equal(JsonFault.None, tape.Parse(bytes, 0, bytes.Length, out _));
        var records = new List<Record>();
        string? problem = null;
        new RecordReader(format: null, map: null, keepExtra: true).Read(tape.Root, default, records.Add, (_, detail) => problem = detail);
        return (records, problem);
    }
}
