using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>The gate on licences, by the ledger's tag and by what lines say.</summary>
public sealed class LicenceGateTests
{
    private const string Lines =
        """
        {"messages":[{"role":"user","content":"A"},{"role":"assistant","content":"a"}],"l":"MIT"}
        {"messages":[{"role":"user","content":"B"},{"role":"assistant","content":"b"}],"l":"cc-by-nc-4.0"}
        {"messages":[{"role":"user","content":"C"},{"role":"assistant","content":"c"}]}
        """;

    [Theory]
    [InlineData("[mit, CC-BY-NC-4.0]", "none", GateStatus.Failed, "1 of 3 lines have a licence that is not allowed: (none) (1), above 0 %", "3 ((none))")]
    [InlineData("{ allow: mit, missing: allow }", "none", GateStatus.Failed, "1 of 3 lines have a licence that is not allowed: cc-by-nc-4.0 (1), above 0 %", "2 (cc-by-nc-4.0)")]
    [InlineData("{ allow: mit, missing: allow }", "full", GateStatus.Failed, "1 of 3 lines have a licence that is not allowed: cc-by-nc-4.0 (1), above 0 %", "2 (cc-by-nc-4.0)")]
    [InlineData("{ allow: mit, missing: allow }", "{ terms: license }", GateStatus.Failed, "1 of 3 lines have a licence that is not allowed: cc-by-nc-4.0 (1), above 0 %", "2 (cc-by-nc-4.0)")]
    [InlineData("{ allow: [MIT, cc-by-nc-4.0], missing: allow }", "full", GateStatus.Passed, "0 of 3 lines have a licence that is not allowed", "")]
    [InlineData("{ allow: MIT, missing: allow, warn: 10%, error: 40% }", "none", GateStatus.Warned, "1 of 3 lines have a licence that is not allowed: cc-by-nc-4.0 (1), above 10 %", "2 (cc-by-nc-4.0)")]
    public void LicencesAreThoseOfTheList(string gate, string metadata, GateStatus status, string message, string offender)
    {
        using var workspace = new Workspace();
        var found = Build(workspace, gate, metadata).Result.Datasets.Single().Gates.Single(result => result.Name == "licence");
        Assert.Equal((status, message), (found.Status, found.Message));
        Assert.Equal(offender.Length == 0 ? [] : [$"data/train-00000-of-00001.jsonl:{offender}"], found.Offenders);
    }

    [Theory]
    [InlineData("none", 101, 100)]
    [InlineData("full", 101, 100)]
    [InlineData("full", 100, 100)]
    public void AllOffendersAreCountedAndAHundredListed(string metadata, int count, int listed)
    {
        using var workspace = new Workspace();
        var lines = string.Join('\n', Enumerable.Range(0, count).Select(line => $$$"""{"messages":[{"role":"user","content":"Q{{{line}}}"},{"role":"assistant","content":"a"}],"l":"GPL"}"""));
        var found = Build(workspace, "{ allow: mit, error: 10% }", metadata, lines).Result.Datasets.Single().Gates.Single(result => result.Name == "licence");
        Assert.Equal((count, $"data/train-00000-of-00001.jsonl:{listed} (GPL)", listed), (found.OffenderCount, found.Offenders[^1], found.Offenders.Length));
    }

    [Fact]
    public void ALineThatSaysAnotherLicenceIsSeen()
    {
        using var workspace = new Workspace();
        var built = Build(workspace, "{ allow: [MIT, cc-by-nc-4.0], missing: allow }", "full");
        var path = Path.Combine(built.Folder, "one", "data", "train-00000-of-00001.jsonl");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"license\":\"MIT\"", "\"license\":\"GPL\"", StringComparison.Ordinal));
        Assert.Equal("1 of 3 lines have a licence that is not allowed: GPL (1), above 0 %", Verify(built).Message);
    }

    [Fact]
    public void MissingEvidenceFails()
    {
        using var workspace = new Workspace();
        var built = Build(workspace, "{ allow: [MIT, cc-by-nc-4.0], missing: allow }", "none");
        File.Delete(Path.Combine(built.Folder, "one", "ledger.parquet"));
        Assert.Equal((GateStatus.Failed, "could not be evaluated: ledger.parquet is missing"), (Verify(built).Status, Verify(built).Message));
    }

    private static GateResult Verify(BuildOutput built) =>
        Assert.Single(Verification.Run(Path.Combine(built.Folder, "one"), 2, new Cuvee.Engine.NoProgress()).Datasets).Gates.Single(gate => gate.Name == "licence");

    private static BuildOutput Build(Workspace workspace, string gate, string metadata, string lines = Lines)
    {
        workspace.Write("in.jsonl", lines);
        return workspace.Build($$"""
            name: one
            sources:
              s: { files: [in.jsonl], tags: { licence: { field: l, default: (none) } } }
            datasets:
              one:
                order: source
                output: { metadata: {{metadata}} }
                gates: { licence: {{gate}} }
            """);
    }
}
