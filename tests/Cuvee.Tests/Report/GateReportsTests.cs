using System.Text.Json;
using System.Xml.Linq;
using Cuvee.Engine;
using Cuvee.Report;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Report;

/// <summary>What gates say, for build servers (JUnit) and code hosts (SARIF).</summary>
public sealed class GateReportsTests
{
    private const string Recipe =
        """
        name: one
        sources:
          s: { files: [data/*.jsonl] }
        datasets:
          one:
            order: source
            gates:
              coverage: { s: 2, other: 5 }
              tool_calls: { schema: tools.json, expect: call }
        """;

    [Fact]
    public void JUnitHasASuiteForEachDatasetAndACaseForEachGate()
    {
        using var workspace = new Workspace();
        var result = Failing(workspace);
        var root = XDocument.Parse(Text(target => JUnitFile.Write(target, result))).Root!;
        var suite = Assert.Single(root.Elements());
        Assert.Equal("testsuites cuvee verify 18 2 0", $"{root.Name} {root.Attribute("name")!.Value} {root.Attribute("tests")!.Value} {root.Attribute("failures")!.Value} {root.Attribute("errors")!.Value}");
        Assert.Equal(["name=one", "tests=18", "failures=2", "errors=0", "skipped=6"], suite.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"));
        Assert.Equal(result.Datasets[0].Gates.Select(gate => gate.Name), suite.Elements("testcase").Select(test => test.Attribute("name")!.Value));
        Assert.All(suite.Elements("testcase"), test => Assert.Equal("cuvee.one", test.Attribute("classname")!.Value));
        Assert.Equal(6, suite.Descendants("skipped").Count());
        var failure = Gate("coverage").Element("failure")!;
        Assert.Equal(("gate", "other is missing with 0 of 5 records"), (failure.Attribute("type")!.Value, failure.Attribute("message")!.Value));
        Assert.EndsWith("\nother", failure.Value);
        Assert.StartsWith("passed: ", Gate("hash").Element("system-out")!.Value);

        XElement Gate(string name) => suite.Elements().Single(test => test.Attribute("name")!.Value == name);
    }

    [Fact]
    public void SarifPointsAtTheInputLineOrAtTheRecipe()
    {
        using var workspace = new Workspace();
        using var document = JsonDocument.Parse(Text(target => SarifFile.Write(target, Failing(workspace))));
        var run = Assert.Single(document.RootElement.GetProperty("runs").EnumerateArray());
        Assert.Equal("2.1.0", document.RootElement.GetProperty("version").GetString());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList();
        var recipe = File.ReadAllLines(workspace["out/one.failed/recipe.json"]);
        (string, string, string, string)[] expected =
        [
            ("coverage", "error", $"OUTPUT one.failed/recipe.json:{LineOf("\"one\": {")}", ""),
            ("coverage", "error", $"OUTPUT one.failed/recipe.json:{LineOf("\"other\": 5")}", ""),
            ("tool_calls", "error", $"OUTPUT one.failed/recipe.json:{LineOf("\"schema\": \"tools.json\"")}", ""),
            ("tool_calls", "error", "RECIPE data/na%C3%AFve%20one.jsonl:3", "one.failed/data/train-00000-of-00001.jsonl:2"),
        ];
        Assert.Equal(expected, run.GetProperty("results").EnumerateArray().Select(result =>
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()]);
            Assert.StartsWith("one: ", result.GetProperty("message").GetProperty("text").GetString());
            var location = Assert.Single(result.GetProperty("locations").EnumerateArray());
            var related = result.TryGetProperty("relatedLocations", out var others) ? Place(others[0]) : " ";
            return (result.GetProperty("ruleId").GetString()!, result.GetProperty("level").GetString()!, Place(location), related.Split(' ')[1]);
        }));

        int LineOf(string text) => Array.FindLastIndex(recipe, line => line.TrimStart().StartsWith(text, StringComparison.Ordinal)) + 1;

        static string Place(JsonElement location)
        {
            var physical = location.GetProperty("physicalLocation");
            var artifact = physical.GetProperty("artifactLocation");
            return $"{artifact.GetProperty("uriBaseId").GetString()} {artifact.GetProperty("uri").GetString()}:{physical.GetProperty("region").GetProperty("startLine").GetInt32()}";
        }
    }

    [Fact]
    public void ADatasetThatPassesHasNoResultsAndADamagedOneIsStillReported()
    {
        using var workspace = new Workspace();
        workspace.Write("tools.json", """[{"name":"find"}]""");
        workspace.WriteLines("data/a.jsonl", """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"tool_call: find\narguments: {}"}]}""");
        workspace.Build(Recipe.Replace("coverage: { s: 2, other: 5 }", "coverage: { s: 1 }", StringComparison.Ordinal));
        Assert.Equal(0, Results().GetArrayLength());
        File.Delete(workspace["out/one/recipe.json"]);
        var places = Results().EnumerateArray().Select(result => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.All(places, line => Assert.Equal(1, line));
        Assert.NotEqual(0, Results().GetArrayLength());

        JsonElement Results()
        {
            using var document = JsonDocument.Parse(Text(target => SarifFile.Write(target, Verification.Run(workspace["out"], 2, new NoProgress()))));
            return document.RootElement.GetProperty("runs")[0].GetProperty("results").Clone();
        }
    }

    [Fact]
    public void WhatXmlCannotSpellBecomesAReplacementCharacter()
    {
        var result = new VerificationResult([new VerifiedDataset("one", "one", [new GateResult("pii", GateStatus.Failed, "a\u0001b <é> \U0001F600", ["\uFFFE"], 2)])], ["c"]);
        var root = XDocument.Parse(Text(target => JUnitFile.Write(target, result))).Root!;
        Assert.Equal("a\uFFFDb <é> \U0001F600\n\uFFFD\nand 1 more", root.Descendants("failure").First().Value);
        Assert.Equal(["one", "summary.json"], root.Elements().Select(suite => suite.Attribute("name")!.Value));
    }

    /// <summary>A build of which coverage fails, and a call is missing in the line that is the third of its input, behind a blank one.</summary>
    private static VerificationResult Failing(Workspace workspace)
    {
        workspace.Write("tools.json", """[{"name":"find"}]""");
        workspace.WriteLines(
            "data/naïve one.jsonl",
            """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"tool_call: find\narguments: {}"}]}""",
            "",
            """{"messages":[{"role":"user","content":"Ho"},{"role":"assistant","content":"No."}]}""");
        workspace.Build(Recipe);
        return Verification.Run(workspace["out"], 2, new NoProgress());
    }

    private static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
