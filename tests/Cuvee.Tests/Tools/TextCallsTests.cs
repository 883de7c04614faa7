using Cuvee.Model;
using Cuvee.Tests.Support;
using Cuvee.Tools;

namespace Cuvee.Tests.Tools;

/// <summary>Finding calls that are written into a text.</summary>
public sealed class TextCallsTests
{
    [Theory]
    [InlineData("", "", false)]
    [InlineData("No call here, nor tool_call: in a line", "", true)]
    [InlineData("tool_call: a\narguments: {}", "a={}", false)]
    [InlineData("  tool_call:  a \n  arguments:  {\"x\": \"}\\\"{\"}  ", "a={\"x\": \"}\\\"{\"}", false)]
    [InlineData("tool_call: a\narguments: {}\n\ntool_call: b\narguments: {\"y\": {}}", "a={}|b={\"y\": {}}", false)]
    [InlineData("tool_call: a\narguments: {\"x\": \"\ntool_call: no\"}", "a={\"x\": \"\ntool_call: no\"}", false)]
    [InlineData("tool_call: a\narguments: {}\n\nResult: {\"ok\": true}", "a={}", true)]
    [InlineData("Let me look.\ntool_call: a\narguments: {}", "a={}", true)]
    [InlineData("tool_call: a", "a=-", false)]
    [InlineData("tool_call: a\nSome prose", "a=-", true)]
    [InlineData("tool_call: Looking, my naïve friend.\n\n a\narguments: {}", "Looking, my naïve friend.\n\n a={}", false)]
    [InlineData("tool_call: a\narguments: {\"x\": 1", "a={\"x\": 1", false)]
    [InlineData("tool_call: a\narguments: {\"x\": 1\ntool_call: b\narguments: {}", "a={\"x\": 1\n|b={}", false)]
    [InlineData("tool_call: a\narguments:", "a=-", false)]
    [InlineData("tool_call: a\narguments: {\"x\": \"\ntool_call: b\narguments: {\"y\": \"}\"}", "a={\"x\": \"\ntool_call: b\narguments: {\"y\": \"}", true)]
    [InlineData("tool_call: a\narguments: {\"x\": \"\\\\\", \"y\": \"\\\"}\"}}", "a={\"x\": \"\\\\\", \"y\": \"\\\"}\"}", true)]
    [InlineData("tool_call: a\narguments: {{\ntool_call: b\narguments: {}}", "a={{\n|b={}", true)]
    public void EachCallHasItsNameAndItsJson(string text, string expected, bool hasMore)
    {
        var calls = new TextCalls();
        calls.Read(Utf8.Of(text));
        Assert.Equal(expected, string.Join('|', calls.Calls.Select(call => $"{call.Name}={(call.Arguments.IsAbsent ? "-" : call.Arguments)}")));
        Assert.Equal(hasMore, calls.HasMore);
    }

    [Fact]
    public void ALongTextIsReadInLinearTime()
    {
        var calls = new TextCalls();
        calls.Read(Utf8.Of(string.Concat(Enumerable.Repeat("tool_call: a\narguments: {\"x\": [\"" + new string('{', 100) + "\"]}\n", 20_000))));
        Assert.Equal((20_000, false), (calls.Calls.Count, calls.HasMore));
    }

    [Theory]
    [InlineData("tool_call: x\narguments: {\n")]
    [InlineData("tool_call: x\narguments: {\"\n")]
    [InlineData("tool_call: x\narguments: {\"{\\\n")]
    public void BracesThatNothingClosesAreReadInLinearTime(string piece)
    {
        // Eight megabytes: a search to the end for each takes half an hour
        var count = (8 << 20) / piece.Length;
        var text = Utf8.Of(string.Concat(Enumerable.Repeat(piece, count)) + "}");
        var calls = new TextCalls();
        HangGuard.Run(piece, () => calls.Read(text));
        Assert.InRange(calls.Calls.Count, 1, count);
        Assert.Equal(text.Length, calls.Calls.Sum(call => call.Name.Length + call.Arguments.Length) + (calls.Calls.Count * "tool_call: \narguments: ".Length));
    }

    [Fact]
    public void EachBraceIsClosedAsIfReadForward()
    {
        var random = new Random(5);
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => "{{}}\"\\a"[random.Next(7)]));
            var braces = new ClosingBraces();
            braces.Read(Utf8.Of(text).Span, 0);
            for (var at = text.IndexOf('{'); at >= 0; at = text.IndexOf('{', at + 1)) Assert.Equal((text, at, Forward(text, at)), (text, at, braces.Of(at)));
        }
    }

    private static int? Forward(string text, int start)
    {
        var (depth, isText) = (0, false);
        for (var at = start; at < text.Length; at++)
        {
            if (isText && text[at] == '\\') at++;
            else if (text[at] == '"') isText = !isText;
            else if (!isText && text[at] == '{') depth++;
            else if (!isText && text[at] == '}' && --depth == 0) return at;
        }

        return null;
    }
}
