using System.Text.Json;
using Cuvee.Model;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>The gate on tool calls, each rule on one line that keeps it and one that breaks it.</summary>
public sealed class ToolCallsGateTests
{
    private const string Tools = """{"find":{"parameters":[{"name":"query","type":"string"},{"name":"limit","type":"number"}],"required_params":["query"]},"never":{"parameters":[]}}""";

    private const string Good = """tool_call: find\narguments: {\"context\": {\"goal\": \"Find the naïve one\", \"step\": \"Look\"}, \"query\": \"x\"}""";

    [Theory]
    [InlineData("", "lines_with_calls=1 calls=1")]
    [InlineData("tool_call: other\\narguments: {}", "offending_known=1 names_outside_the_schema=1")]
    [InlineData("""tool_call: find\narguments: {\"query\": 1}""", "offending_type=1")]
    [InlineData("""tool_call: find\narguments: {\"limit\": 1}""", "offending_required=1")]
    [InlineData("""tool_call: find\narguments: {\"query\": \"x\", \"more\": 1}""", "offending_expected=1")]
    [InlineData("""tool_call: find\narguments: {\"query\": \"x\" \"limit\": 1}""", "offending_arguments=1")]
    [InlineData("""tool_call: find\narguments: {\"query\": \"a\nb\"}""", "offending_arguments=1")]
    [InlineData("tool_call: find", "offending_arguments=1")]
    public void ACallIsComparedWithTheSchema(string answer, string expected)
    {
        using var workspace = new Workspace();
        var (gate, figures) = Build(workspace, "", [Chat("Hi", Good), .. answer.Length > 0 ? new[] { Chat("Ho", answer) } : []], context: "{ key: context }");
        Assert.All(expected.Split(' '), figure => Assert.Contains(figure, figures));
        Assert.Equal(answer.Length == 0 ? GateStatus.Passed : GateStatus.Failed, gate.Status);
        Assert.Equal(answer.Length == 0 ? 0 : 1, gate.OffenderCount);
    }

    [Fact]
    public void WithoutARuleAboutItAContextIsAParameterLikeOthers()
    {
        using var workspace = new Workspace();
        var (gate, figures) = Build(workspace, "", [Chat("Hi", Good)], context: null);
        Assert.Contains("offending_expected=1", figures);
        Assert.Equal("data/train-00000-of-00001.jsonl:1 (find has no 'context')", Assert.Single(gate.Offenders));
    }

    [Theory]
    [InlineData("first: true", """{\"query\": \"x\", \"context\": {}}""", "offending_context_first=1")]
    [InlineData("fields: [goal, step]", """{\"context\": {\"goal\": \"g\", \"step\": 1}, \"query\": \"x\"}""", "offending_context_fields=1")]
    [InlineData("patterns: { goal: 'Find.*|g' }", """{\"context\": {\"goal\": \"gg\"}, \"query\": \"x\"}""", "offending_context_patterns=1")]
    [InlineData("lengths: { goal: 18 }", """{\"context\": {\"goal\": \"Find the naïve on\"}, \"query\": \"x\"}""", "offending_context_lengths=1")]
    [InlineData("filled: goal", """{\"context\": {\"goal\": \"TODO\"}, \"query\": \"x\"}""", "offending_context_filled=1")]
    [InlineData("distinct: [goal, step]", """{\"context\": {\"goal\": \"Same\", \"step\": \"same \"}, \"query\": \"x\"}""", "offending_context_distinct=1")]
    public void AContextKeepsItsRules(string rule, string arguments, string expected)
    {
        using var workspace = new Workspace();
        var (gate, figures) = Build(workspace, "", [Chat("Hi", Good), Chat("Ho", $"tool_call: find\\narguments: {arguments}")], context: $"{{ {rule} }}");
        Assert.Contains(expected, figures);
        Assert.Equal((GateStatus.Failed, 1L), (gate.Status, gate.OffenderCount));
    }

    [Theory]
    [InlineData("call", """{"messages":[{"role":"user","content":"Ho"},{"role":"assistant","content":"No."}]}""")]
    [InlineData("single_turn", """{"messages":[{"role":"user","content":"Ho"},{"role":"assistant","content":"No."},{"role":"user","content":"Ho"},{"role":"assistant","content":"No."}]}""")]
    [InlineData("calls_only", """{"messages":[{"role":"user","content":"Ho"},{"role":"assistant","content":"Look:\n\ntool_call: find\narguments: {\"query\": \"x\"}"}]}""")]
    [InlineData("no_result_in_answers", """{"messages":[{"role":"user","content":"Ho"},{"role":"assistant","content":"tool_call: find\narguments: {\"query\": \"x\"}\n\nResult: {}"}]}""")]
    [InlineData("no_result_in_prompts", """{"messages":[{"role":"user","content":"Result: {}"},{"role":"assistant","content":"tool_call: find\narguments: {\"query\": \"x\"}"}]}""")]
    [InlineData("unique", """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"tool_call: find\narguments: {\"context\": {\"goal\": \"Find the naïve one\", \"step\": \"Look\"}, \"query\": \"x\"}"}]}""")]
    public void ALineIsWhatIsExpected(string word, string line)
    {
        using var workspace = new Workspace();
        var (gate, figures) = Build(workspace, $", expect: {word}", [Chat("Hi", Good), line], context: "{ key: context }");
        Assert.Contains($"offending_{word}=1", figures);
        Assert.Equal((GateStatus.Failed, 1L), (gate.Status, gate.OffenderCount));
    }

    [Fact]
    public void CallsOfOpenAiAreComparedWithTheRecordsOwnToolsToo()
    {
        using var workspace = new Workspace();
        const string Call = """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"find","arguments":"{\"query\": \"x\"}"}}]}],"tools":[{"type":"function","function":{"name":"NAME"}}]}""";
        var (gate, figures) = Build(workspace, ", expect: [call, calls_only]", [Call.Replace("NAME", "find", StringComparison.Ordinal), Call.Replace("NAME", "never", StringComparison.Ordinal)], context: null);
        Assert.Contains("offending_offered=1", figures);
        Assert.Contains("calls=2", figures);
        Assert.Equal("data/train-00000-of-00001.jsonl:2 ('find' is not among the record's tools)", Assert.Single(gate.Offenders));
    }

    [Theory]
    [InlineData("warn: 10%, error: 50%", GateStatus.Warned)]
    [InlineData("warn: 50%, error: 60%", GateStatus.Passed)]
    [InlineData("error: 49%", GateStatus.Failed)]
    public void OffendersAreJudgedByTheThresholds(string threshold, GateStatus expected)
    {
        using var workspace = new Workspace();
        var (gate, _) = Build(workspace, $", {threshold}", [Chat("Hi", Good), Chat("Ho", "tool_call: other\\narguments: {}")], context: "{ key: context }");
        Assert.Equal(expected, gate.Status);
    }

    [Fact]
    public void RejectedAnswersAndThoseWithTheLabelFalseAreLeftAlone()
    {
        using var workspace = new Workspace();
        const string Row = """{"prompt":[{"role":"user","content":"Hi LABEL"}],"completion":[{"role":"assistant","content":"tool_call: other\narguments: {}"}],"label":LABEL}""";
        var (gate, figures) = Build(workspace, "", [Row.Replace("LABEL", "true", StringComparison.Ordinal), Row.Replace("LABEL", "false", StringComparison.Ordinal)], context: null, format: "kto");
        Assert.Contains("calls=1", figures);
        Assert.Equal(1, gate.OffenderCount);
    }

    [Fact]
    public void AMissingOrChangedSchemaFails()
    {
        using var workspace = new Workspace();
        Build(workspace, "", [Chat("Hi", Good)], context: "{ key: context }");
        var folder = workspace["out/one"];
        Assert.Equal(GateStatus.Passed, Verify(folder).Status);
        workspace.Write("tools.json", Tools + " ");
        Assert.StartsWith("could not be evaluated: tools.json with the SHA-256 ", Verify(folder).Message);
        File.Delete(workspace["tools.json"]);
        Assert.Equal(GateStatus.Failed, Verify(folder).Status);
        workspace.Write("elsewhere/tools.json", Tools);
        Assert.Equal(GateStatus.Passed, Verify(folder, workspace["elsewhere"]).Status);
    }

    [Fact]
    public void ABuildWithoutItsSchemaIsRefusedAndTheOldOneStays()
    {
        using var workspace = new Workspace();
        Build(workspace, "", [Chat("Hi", Good)], context: "{ key: context }");
        var before = File.ReadAllBytes(workspace["out/one/gates.json"]);
        File.Delete(workspace["tools.json"]);
        var exception = Assert.ThrowsAny<CuveeException>(() => workspace.Build(File.ReadAllText(workspace["recipe.yaml"])));
        Assert.Contains("recipe.yaml:7:36: tool_calls: tools.json: it cannot be read; name a file of tool definitions, relative to the recipe", exception.Message);
        Assert.Equal(before, File.ReadAllBytes(workspace["out/one/gates.json"]));
    }

    private static string Chat(string prompt, string answer) => $$$"""{"messages":[{"role":"user","content":"{{{prompt}}}"},{"role":"assistant","content":"{{{answer}}}"}]}""";

    private static (GateResult Gate, string[] Figures) Build(Workspace workspace, string more, string[] lines, string? context, string format = "messages")
    {
        workspace.Write("tools.json", Tools);
        workspace.WriteLines("in.jsonl", lines);
        var rule = context is null ? "" : $", context: {context}";
        var built = workspace.Build($$"""
            name: one
            sources:
              s: { files: [in.jsonl] }
            datasets:
              one:
                output: { format: {{format}} }
                gates: { tool_calls: { schema: tools.json{{more}}{{rule}} } }
                order: source
            """);
        var gate = built.Result.Datasets.Single().Gates.Single(gate => gate.Name == "tool_calls");
        var folder = Path.Combine(built.Folder, gate.Status == GateStatus.Failed ? "one.failed" : "one");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "gates.json")));
        var written = document.RootElement.GetProperty("gates").EnumerateArray().Single(found => found.GetProperty("name").GetString() == "tool_calls");
        return (gate, [.. written.GetProperty("figures").EnumerateObject().Select(figure => $"{figure.Name}={figure.Value}")]);
    }

    private static GateResult Verify(string folder, string? inputs = null) =>
        Assert.Single(Verification.Run(folder, 2, new Cuvee.Engine.NoProgress(), inputs).Datasets).Gates.Single(gate => gate.Name == "tool_calls");
}
