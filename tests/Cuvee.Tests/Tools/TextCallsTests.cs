using Cuvee.Model;
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
}
