using System.Text;
using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Tests.Support;
using Cuvee.Tools;

namespace Cuvee.Tests.Tools;

/// <summary>Reading definitions of tools, and what their types accept.</summary>
public sealed class ToolSchemaTests
{
    [Theory]
    [InlineData("""{"a":{"parameters":[{"name":"x","type":"string"},{"name":"y","type":"number"}],"required_params":["x"]}}""")]
    [InlineData("""[{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{"x":{"type":"string"},"y":{"type":"number"}},"required":["x"]}}}]""")]
    [InlineData("""{"tools":[{"name":"a","input_schema":{"properties":{"x":{"type":"string"},"y":{"type":"number"}},"required":["x"]}}]}""")]
    [InlineData("""{"functions":[{"name":"a","parameters":{"properties":{"x":{"type":"string"},"y":{"type":"number"}},"required":["x"],"additionalProperties":false}}]}""")]
    public void EverySpellingSaysTheSame(string json)
    {
        var tool = Assert.Single(Read(json).Tools).Value;
        Assert.Equal(("a", "x! string, y number", false), (tool.Name, string.Join(", ", tool.Parameters.Select(parameter => $"{parameter.Name}{(parameter.IsRequired ? "!" : "")} {parameter.Type.Words}")), tool.AllowsOthers));
    }

    [Theory]
    [InlineData("""[{"name":"a"}]""")]
    [InlineData("""[{"name":"a","parameters":{"additionalProperties":true}}]""")]
    public void WhatIsLeftOpenAllowsOthers(string json) => Assert.True(Assert.Single(Read(json).Tools).Value.AllowsOthers);

    [Theory]
    [InlineData("{}", "it defines no tools")]
    [InlineData("[1, {\"x\": 2}]", "it defines no tools")]
    [InlineData("{\"a\": ", "it is no JSON")]
    [InlineData("", "it is no JSON")]
    public void AFileWithoutToolsIsRefused(string json, string problem) => Assert.StartsWith($"tools.json: {problem}", Assert.Throws<CuveeException>(() => Read(json)).Message);

    [Fact]
    public void AFileThatIsNotUtf8IsRefused()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("tools.json", string.Empty);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("""{"prüfe":{"parameters":[]}}"""));
        Assert.Equal("tools.json: it is not UTF-8; save it as UTF-8", Assert.Throws<CuveeException>(() => ToolSchema.Read(new InputPath(path, "tools.json"))).Message);
    }

    [Theory]
    [InlineData("""{"a\ud800":{"parameters":[]}}""")]
    [InlineData("""[{"name":"a\udc00"}]""")]
    [InlineData("""{"a":{"parameters":[{"name":"x","type":"\ud800"}]}}""")]
    [InlineData("""{"a":{"parameters":{"properties":{"x":{"type":"\ud800"}}}}}""")]
    [InlineData("""{"a":{"parameters":{"properties":{"x":{"enum":["\ud800"]}}}}}""")]
    public void HalfASurrogatePairIsRefused(string json) =>
        Assert.Equal("tools.json: it has half of a surrogate pair (such as \\ud800) in a text; mend it", Assert.Throws<CuveeException>(() => Read(json)).Message);

    [Fact]
    public void AWholeSurrogatePairIsALetter() => Assert.Equal("a\U0001F600", Assert.Single(Read("""{"a\ud83d\ude00":{"parameters":[]}}""").Tools).Value.Name);

    [Theory]
    [InlineData("string", "\"a\"", true)]
    [InlineData("string", "1", false)]
    [InlineData("string", "null", false)]
    [InlineData("integer", "1.0", true)]
    [InlineData("integer", "1.5", false)]
    [InlineData("number", "1.5", true)]
    [InlineData("boolean", "false", true)]
    [InlineData("boolean", "\"false\"", false)]
    [InlineData("string[]", "[\"a\", \"é\"]", true)]
    [InlineData("string[]", "[\"a\", 1]", false)]
    [InlineData("string[]", "\"a\"", false)]
    [InlineData("'asc' | 'desc'", "\"desc\"", true)]
    [InlineData("'asc' | 'desc'", "\"up\"", false)]
    [InlineData("number | 'all'", "\"all\"", true)]
    [InlineData("number | 'all'", "7", true)]
    [InlineData("number | 'all'", "\"none\"", false)]
    [InlineData("DateRange", "7", true)]
    [InlineData("DateRange[]", "[7]", true)]
    [InlineData("DateRange[]", "7", false)]
    [InlineData("WorkspaceContext | string", "{}", true)]
    public void ATypeAcceptsItsValues(string type, string value, bool expected) => Assert.Equal(expected, Accepts(Cuvee.Tools.ValueType.OfTypeScript(type), value));

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[1, 2]", true)]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[1, 2.5]", false)]
    [InlineData("""{"type":["string","null"]}""", "null", true)]
    [InlineData("""{"type":["string","null"]}""", "1", false)]
    [InlineData("""{"type":["integer","number"]}""", "1.5", true)]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"b\"", true)]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", false)]
    [InlineData("""{"anyOf":[{"type":"string"}]}""", "1", true)]
    public void ASchemaAcceptsItsValues(string schema, string value, bool expected)
    {
        using var document = System.Text.Json.JsonDocument.Parse(schema);
        Assert.Equal(expected, Accepts(Cuvee.Tools.ValueType.OfSchema(document.RootElement), value));
    }

    private static bool Accepts(Cuvee.Tools.ValueType type, string value)
    {
        var tape = new JsonTape();
        var bytes = Encoding.UTF8.GetBytes(value);
        Assert.Equal(JsonFault.None, tape.Parse(bytes, 0, bytes.Length, out _));
        return type.Accepts(tape.Root);
    }

    private static ToolSchema Read(string json)
    {
        using var workspace = new Workspace();
        return ToolSchema.Read(new InputPath(workspace.Write("tools.json", json), "tools.json"));
    }
}
