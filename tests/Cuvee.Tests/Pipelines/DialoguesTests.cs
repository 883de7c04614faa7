using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cuvee.Engine;
using Cuvee.Tests.Support;
using Cuvee.Tests.Verify;
using Cuvee.Verify;

namespace Cuvee.Tests.Pipelines;

/// <summary>Fourteen families under a contract: each of the eight gates that a dataset of this kind was once waved through by is evaluated on emitted bytes.</summary>
public sealed class DialoguesTests : IDisposable
{
    private static readonly string[] EightGates = ["hash", "provenance", "stats", "split", "distribution", "leakage", "coverage", "pii"];
    private static readonly string Example = Path.Combine(SharedData.Repository, "examples", "dialogues");

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    /// <summary>How each gate is made to fail, in a dataset whose digests are made to fit again.</summary>
    private static readonly Dictionary<string, Action<SmallDataset>> Breaks = new(StringComparer.Ordinal)
    {
        ["coverage"] = dataset => EditRecipe(dataset, "\"sarcasm\": 15", "\"sarcasm\": 21"),
        ["leakage"] = dataset =>
        {
            var validation = dataset.FirstShard("validation");
            ReplaceLine(dataset, validation, 2, WithTurnsOf(dataset.ReadLines(validation)[1], dataset.ReadLines(dataset.Train)[3]));
        },
        ["distribution"] = dataset => EditRecipe(dataset, "\"train\": 90", "\"train\": 30"),
        ["pii"] = dataset => ReplaceLine(dataset, dataset.Train, 3, dataset.ReadLines(dataset.Train)[2].Replace("\"role\":\"user\",\"content\":\"", "\"role\":\"user\",\"content\":\"Write to zed@example.com. ", StringComparison.Ordinal)),
        ["provenance"] = dataset =>
        {
            dataset.EditLedger($"UPDATE ledger SET id = repeat('a', 32) WHERE {SmallDataset.At(dataset.Train, 4)}");
            dataset.SealSums();
        },
        ["hash"] = dataset =>
        {
            dataset.EditJson("manifest.json", manifest => manifest["splits"]!["test"]!["files"]![0]!["content_sha256"] = new string('0', 64));
            dataset.SealSums();
        },
        ["split"] = dataset =>
        {
            dataset.EditLedger($"UPDATE ledger SET split = 'validation' WHERE {SmallDataset.At(dataset.Train, 2)}");
            dataset.SealSums();
        },
        ["stats"] = dataset =>
        {
            dataset.EditJson("manifest.json", manifest => manifest["families"]!["cptsd"]!["emitted"] = 618);
            dataset.SealSums();
        },
    };

    [Fact]
    public void The_example_keeps_its_contract()
    {
        CopyExample();
        var result = CuveeProgram.Run(_workspace.Folder, "build", "recipe.yaml", "--quiet");
        Assert.Equal(0, result.Code);
        var dataset = new DatasetOutput(_workspace["build/dialogues/dialogues"]);
        Assert.Equal([329, 327, 1, 1], [dataset.Ledger.Count, dataset.Count("kept"), dataset.Count("dropped", "duplicate"), dataset.Count("dropped", "near_duplicate")]);
        Assert.Equal(14, dataset.Manifest.GetProperty("families").EnumerateObject().Count());
        string[] heldOut = ["long_running_therapy", "sarcasm", "voice_persona"];
        Assert.Equal(["test"], dataset.Ledger.Where(row => heldOut.Contains(row.Family) && row.State == "kept").Select(row => row.Split).Distinct());
        Assert.All(dataset.Ledger.Where(row => row.Family == "long_running_therapy"), row => Assert.Equal("mental_health", row.Source));
        Assert.Contains("The café where we met is closed and I don’t know", string.Concat(dataset.Rows().Select(row => row.GetProperty("messages")[0].GetProperty("content").GetString())));
        Assert.Equal(2, dataset.Rows().Count(row => row.GetProperty("metadata").GetProperty("pii_status").GetString() == "scrubbed"));

        result = CuveeProgram.Run(_workspace.Folder, "verify", "build/dialogues/dialogues", "--contract", "contract.yaml", "--junit", "gates.xml", "--sarif", "gates.sarif");
        Assert.Equal(0, result.Code);
        Assert.All(EightGates, gate => Assert.Contains($"  passed {gate}: ", result.Output));
        Assert.Equal([], ReportRules.CheckJUnit(_workspace["gates.xml"]));
        Assert.Equal([], ReportRules.CheckSarif(_workspace["gates.sarif"]));
    }

    [Fact]
    public void Each_of_eight_gates_fails_alone()
    {
        var data = Directory.GetFiles(Path.Combine(Example, "data")).ToDictionary(path => $"data/{Path.GetFileName(path)}", File.ReadAllText, StringComparer.Ordinal);
        using var dataset = SmallDataset.Build(File.ReadAllText(Path.Combine(Example, "recipe.yaml")), more: data);
        Assert.True(dataset.Result.Passed);
        var whole = new TamperedFolder(dataset.Folder);
        foreach (var gate in EightGates)
        {
            Breaks[gate](dataset);
            var result = CuveeProgram.Run(dataset.Root, "verify", dataset.Folder, "--junit", "gates.xml", "--sarif", "gates.sarif");
            Assert.Equal((gate, 1), (string.Join(", ", ReportRules.CheckJUnit(Path.Combine(dataset.Root, "gates.xml"))), result.Code));
            Assert.Equal([gate], ReportRules.CheckSarif(Path.Combine(dataset.Root, "gates.sarif")));
            Assert.Contains($"  failed {gate}: ", result.Output);
            whole.Restore();
        }
    }

    [Fact]
    public void A_build_that_fails_a_gate_leaves_the_old_dataset()
    {
        CopyExample();
        Assert.Equal(0, CuveeProgram.Run(_workspace.Folder, "build", "recipe.yaml", "--quiet").Code);
        var before = FolderContent.Of(_workspace["build/dialogues/dialogues"]);
        File.WriteAllLines(_workspace["data/sarcasm.jsonl"], File.ReadLines(_workspace["data/sarcasm.jsonl"]).Take(6).ToList());

        Assert.Equal(1, CuveeProgram.Run(_workspace.Folder, "build", "recipe.yaml", "--quiet").Code);
        FolderContent.AssertSame(before, FolderContent.Of(_workspace["build/dialogues/dialogues"]));
        FolderContent.AssertWhole(_workspace["build/dialogues/preferences"]);
        Assert.Equal(1, CuveeProgram.Run(_workspace.Folder, "verify", "build/dialogues", "--junit", "gates.xml", "--sarif", "gates.sarif").Code);
        Assert.Equal(["coverage"], ReportRules.CheckJUnit(_workspace["gates.xml"]));
        Assert.Equal(["coverage"], ReportRules.CheckSarif(_workspace["gates.sarif"]));
        var gate = Verification.Run(_workspace["build/dialogues/dialogues.failed"], 2, new NoProgress()).Datasets[0].Gates.Single(found => found.Status == GateStatus.Failed);
        Assert.StartsWith("sarcasm is partial with 6 of 15 records", gate.Message);
    }

    [Fact]
    public void A_family_that_no_source_has_is_refused_as_a_holdout()
    {
        CopyExample();
        _workspace.Write("recipe.yaml", File.ReadAllText(_workspace["recipe.yaml"]).Replace("family: [long_running_therapy, sarcasm", "family: [edge_case_crisis, sarcasm", StringComparison.Ordinal));
        var result = CuveeProgram.Run(_workspace.Folder, "check", "recipe.yaml", "--json");
        Assert.Equal(2, result.Code);
        Assert.Contains("edge_case_crisis", result.Output);
    }

    /// <summary>A line that says of itself what it did, and holds the turns of another.</summary>
    private static string WithTurnsOf(string line, string other)
    {
        var (own, taken) = (JsonNode.Parse(line)!, JsonNode.Parse(other)!);
        own["messages"] = taken["messages"]!.DeepClone();
        return own.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Puts another line in the place of one, in the compiled file too.</summary>
    private static void ReplaceLine(SmallDataset dataset, string path, int line, string text)
    {
        var compiled = dataset["dialogues.jsonl"];
        File.WriteAllText(compiled, File.ReadAllText(compiled).Replace(dataset.ReadLines(path)[line - 1], text, StringComparison.Ordinal));
        dataset.ReplaceLine(path, line, text);
        dataset.Seal();
    }

    private static void EditRecipe(SmallDataset dataset, string old, string @new)
    {
        dataset.Replace("recipe.json", old, @new);
        dataset.EditJson("manifest.json", manifest => manifest["recipe_sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(dataset["recipe.json"]))));
        dataset.SealSums();
    }

    private void CopyExample()
    {
        foreach (var path in Directory.GetFiles(Example, "*", SearchOption.AllDirectories)) _workspace.Write(Path.GetRelativePath(Example, path), File.ReadAllBytes(path));
    }
}
