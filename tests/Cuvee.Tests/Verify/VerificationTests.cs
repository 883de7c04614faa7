using System.Text;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

public sealed class VerificationTests
{
    private static readonly string[] Names =
    [
        "conservation", "structure", "hash", "provenance", "stats", "split", "distribution", "leakage", "supervised", "quarantine", "coverage", "balance", "labels", "clusters",
        "contamination", "pii", "tool_calls", "licence",
    ];

    public static TheoryData<string> Outputs =>
    [
        "format: messages",
        "format: messages, shard: 4KB, compiled: true",
        "format: messages, key: conversations, metadata: full",
        "format: messages, metadata: { where: file, record: id }, files: jsonl.gz",
        "format: messages, files: jsonl.zst, shard: 6KB, compiled: true",
        "format: messages, files: parquet, metadata: full, compiled: true",
        "format: sharegpt, files: parquet",
        "format: sharegpt",
        "format: alpaca, metadata: full",
        "format: prompt_completion",
        "format: prompt_completion, files: parquet, metadata: { who: id }",
        "format: prompt_completion, style: text, allow: turns",
        "format: text, allow: turns",
    ];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void AnUntouchedDatasetPassesAsItsBuildSaid(string output)
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("format: messages, shard: 8KB", output));
        var verification = Verification.Run(dataset.Folder, 2, new NoProgress());
        Assert.True(verification.Passed, Describe(verification));
        Same(dataset.Result.Datasets[0].Gates, verification.Datasets[0].Gates);
        Same(verification.Datasets[0].Gates, Verification.Run(dataset.Folder, 1, new NoProgress(), dataset.Root).Datasets[0].Gates.Select(gate => gate.Name == "provenance" ? dataset.Gate("provenance") : gate));
        Assert.True(Verification.Run(dataset.Result.Out, 2, new NoProgress(), dataset.Root).Passed);
    }

    [Fact]
    public void EveryGateSaysWhatItFound()
    {
        using var dataset = SmallDataset.Build();
        var gates = dataset.Gates();
        Assert.Equal(Names, gates.Select(gate => gate.Name));
        string[] expected =
            [
                "passed 216 read = 212 kept + 3 dropped + 1 quarantined",
                "passed 212 rows in 5 files fit the format messages",
                "passed 212 lines in 5 files are those of the manifest and the ledger",
                "passed 212 lines trace to 212 of 216 input records",
                "passed manifest, report and card equal a recount",
                "passed train 166, validation 19, test 27",
                "passed train 83.00 % of 80 %, validation 9.50 % of 10 %, test 7.50 % of 10 % over 200 groups of 200 records",
                "passed no content or prompt of 212 lines is in two of 3 splits, nor a near-duplicate of similarity 0.8; no pair reaches 0.5",
                "passed 212 lines have an assistant turn",
                "passed 1 of 216 records (0.46 %) are quarantined",
                "passed pool is present with 200 of 100 records",
                "passed the largest topic is more with 133 of 212 records (62.74 %)",
                "off not asked for", "off not asked for", "off not asked for", "off not asked for", "off not asked for", "off not asked for",
            ];
        Assert.Equal(string.Join('\n', expected), string.Join('\n', gates.Select(gate => $"{gate.Status.ToString().ToLowerInvariant()} {gate.Message}")));
    }

    [Fact]
    public void AMixIsCountedAgain()
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("    split:", "    mix: { by: family, shares: { pool: 75%, voice: 25% }, anchor: pool, shortage: accept }\n    caps: { topic: 66% }\n    split:"));
        Assert.True(dataset.Result.Passed, string.Join('\n', dataset.Result.Datasets[0].Gates));
        Same(dataset.Result.Datasets[0].Gates, dataset.Gates());
        dataset.EditJson("manifest.json", manifest => manifest["mix"]!["shortfall"]!["voice"] = 1);
        dataset.SealSums();
        Assert.Equal(["stats"], dataset.Failures());
    }

    [Fact]
    public void LabelsAndPreferencesPassToo()
    {
        using var kto = SmallDataset.Build(Labelled("order: interleaved", "{ level: fail, ratio: 1.5, run: 4 }"));
        Assert.True(kto.Result.Passed, string.Join('\n', kto.Result.Datasets[0].Gates));
        Same(kto.Result.Datasets[0].Gates, kto.Gates());
        Assert.Equal(GateStatus.Off, kto.Gate("supervised").Status);
        Assert.Equal("30 true, 30 false, the longest run has 1", kto.Gate("labels").Message);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    public void ToolCallsAreContentInEveryContainer(string files)
    {
        using var dataset = SmallDataset.Build($"sources: {{ calls: {{ files: calls.jsonl }} }}\ndatasets: {{ calls: {{ output: {{ files: {files} }} }} }}");
        Assert.True(dataset.Result.Passed, string.Join('\n', dataset.Result.Datasets[0].Gates));
        Assert.Equal("5 lines have an assistant turn", dataset.Gate("supervised").Message);
        dataset.EditLedger("UPDATE ledger SET content_hash = repeat('b', 64) WHERE line = 2");
        Assert.Contains("1 of 5 lines have another content hash than the ledger", dataset.Gate("hash").Message);
    }

    [Fact]
    public void RepeatedRecordsTraceToTheirRecord()
    {
        SmallDataset dataset;
        try
        {
            dataset = SmallDataset.Build(SmallDataset.Chats.Replace("holdout: { family: voice, to: test }", "together: []").Replace(
                "    split:", "    mix: { by: family, shares: { pool: 80%, voice: 20% }, total: 150, shortage: { repeat: { max: 4 } } }\n    split:"));
        }
        catch (CuveeException exception)
        {
            Assert.Skip($"the mix does not repeat: {exception.Message}");
            return;
        }

        using (dataset)
        {
            if (dataset.Ask("SELECT max(copies) FROM ledger") == "1") Assert.Skip("the mix does not repeat");
            Assert.True(dataset.Result.Passed, string.Join('\n', dataset.Result.Datasets[0].Gates));
            var copies = dataset.Ask("SELECT first(copies) FROM ledger WHERE copies > 1");
            dataset.EditLedger("UPDATE ledger SET copies = copies + 1 WHERE id = (SELECT min(id) FROM ledger WHERE copies > 1)");
            dataset.SealSums();
            Assert.Contains("1 repeated records have fewer copies than the ledger says", dataset.Gate("provenance").Message);
            Assert.NotEqual("1", copies);
        }
    }

    [Fact]
    public void ABuildIsVerifiedAsAWhole()
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats + "\n  plain: { from: [pool] }\n");
        var verification = Verification.Run(dataset.Result.Out, 2, new NoProgress());
        Assert.True(verification.Passed, Describe(verification));
        Assert.Equal(["chats", "plain"], verification.Datasets.Select(one => one.Name));

        var summary = Path.Combine(dataset.Result.Out, "summary.json");
        var text = File.ReadAllText(summary);
        File.WriteAllText(summary, text.Replace("\"kept\": 212", "\"kept\": 213"));
        Assert.Equal(["summary.json: chats.kept is 213, counted 212"], Verification.Run(dataset.Result.Out, 2, new NoProgress()).SummaryProblems);

        File.WriteAllText(summary, text);
        Directory.Delete(Path.Combine(dataset.Result.Out, "plain"), recursive: true);
        verification = Verification.Run(dataset.Result.Out, 2, new NoProgress());
        Assert.False(verification.Passed);
        Assert.True(verification.Datasets[0].Passed);
        Assert.All(verification.Datasets[1].Gates.Take(13), gate => Assert.Equal(GateStatus.Failed, gate.Status));

        File.WriteAllText(summary, "{");
        Assert.StartsWith("summary.json cannot be read", Assert.Single(Verification.Run(dataset.Result.Out, 2, new NoProgress()).SummaryProblems));
    }

    [Fact]
    public void AnyOtherFolderIsRefused()
    {
        using var dataset = SmallDataset.Build();
        Assert.Equal(
            $"{dataset.Root}: neither a dataset nor the output of a build; give a folder that holds manifest.json or summary.json",
            Assert.Throws<CuveeException>(() => Verification.Run(dataset.Root, 2, new NoProgress())).Message);
        Assert.Throws<CuveeException>(() => Verification.Run(dataset["nowhere"], 2, new NoProgress()));
        Assert.Equal("no/such: no such folder; give the one that holds the source files", Assert.Throws<CuveeException>(() => Verification.Run(dataset.Folder, 2, new NoProgress(), "no/such")).Message);
    }

    /// <summary>Whatever byte of whatever file changes, verify says so, and never otherwise than by failing a gate.</summary>
    [Theory]
    [InlineData("format: messages, shard: 8KB", 1)]
    [InlineData("format: messages, files: jsonl.zst, metadata: full, compiled: true", 2)]
    [InlineData("format: messages, files: jsonl.gz", 3)]
    [InlineData("format: messages, files: parquet", 4)]
    public void AnyFlippedBitIsFound(string output, int seed)
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("format: messages, shard: 8KB", output).Replace("pool: 100", "pool: 60"), count: 60);
        Assert.True(dataset.Result.Passed);
        var files = Directory.GetFiles(dataset.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var file = files[round % files.Length];
            var whole = File.ReadAllBytes(file);
            if (whole.Length == 0) continue;
            var (place, bit) = (random.Next(whole.Length), 1 << random.Next(8));
            var flipped = whole.ToArray();
            flipped[place] ^= (byte)bit;
            File.WriteAllBytes(file, flipped);
            Assert.False(Verification.Run(dataset.Folder, 2, new NoProgress()).Passed, $"{Path.GetFileName(file)}, byte {place}, bit {bit}");
            File.WriteAllBytes(file, whole);
        }

        Assert.True(Verification.Run(dataset.Folder, 2, new NoProgress()).Passed);
    }

    internal static string Labelled(string order, string labels) =>
        $$"""
        name: labelled
        sources: { labels: { files: labels.jsonl } }
        datasets: { kto: { split: { train: 80, test: 20 }, {{order}}, output: { format: kto }, gates: { labels: {{labels}} } } }
        """;

    private static void Same(IEnumerable<GateResult> expected, IEnumerable<GateResult> found) => Assert.Equal(expected.Select(Text), found.Select(Text));

    private static string Text(GateResult gate) => $"{gate.Name} {gate.Status} {gate.Message} [{string.Join(", ", gate.Offenders)}] {gate.OffenderCount}";

    private static string Describe(VerificationResult verification)
    {
        var text = new StringBuilder(string.Join('\n', verification.SummaryProblems));
        foreach (var gate in verification.Datasets.SelectMany(dataset => dataset.Gates).Where(gate => gate.Status == GateStatus.Failed)) text.AppendLine(Text(gate));
        return text.ToString();
    }
}
