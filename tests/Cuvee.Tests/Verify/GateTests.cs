using System.Security.Cryptography;
using Cuvee.Recipes;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>Every gate fails alone when what it guards is broken and everything else is made to fit, and fails when it cannot be evaluated.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData("ledger.parquet", "conservation hash provenance stats split distribution quarantine coverage balance")]
    [InlineData("manifest.json", "conservation structure hash stats")]
    [InlineData("recipe.json", "conservation structure hash provenance stats split distribution leakage supervised quarantine coverage balance labels clusters contamination pii tool_calls licence")]
    [InlineData("data", "structure hash provenance stats split distribution leakage supervised")]
    [InlineData("quarantine.jsonl", "conservation hash")]
    [InlineData("report.json", "hash stats")]
    [InlineData("README.md", "hash stats")]
    [InlineData("SHA256SUMS", "hash")]
    [InlineData("gates.json", "hash")]
    public void AGateWithoutItsEvidenceHasFailed(string missing, string gates)
    {
        using var dataset = SmallDataset.Build();
        if (missing == "data") Directory.Delete(dataset[missing], recursive: true);
        else File.Delete(dataset[missing]);
        var results = dataset.Gates();
        Assert.Equal(gates.Split(' '), results.Where(gate => gate.Status == GateStatus.Failed).Select(gate => gate.Name));
        if (missing != "gates.json") Assert.All(gates.Split(' ').Where(gate => gate != "hash"), gate => Assert.Contains($"could not be evaluated: {missing.Replace("data", "data/")} is missing", results.Single(result => result.Name == gate).Message));
    }

    [Theory]
    [InlineData("ledger.parquet", "ledger.parquet cannot be read (")]
    [InlineData("manifest.json", "manifest.json cannot be read (")]
    [InlineData("recipe.json", "recipe.json cannot be read (")]
    [InlineData("report.json", "report.json cannot be read (")]
    public void UnreadableEvidenceFailsToo(string file, string message)
    {
        using var dataset = SmallDataset.Build();
        File.WriteAllText(dataset[file], "{ this is nothing");
        Assert.Contains(message, dataset.Gate("stats").Message);
    }

    [Fact]
    public void ConservationCountsTheQuarantine()
    {
        using var dataset = SmallDataset.Build();
        File.WriteAllText(dataset["quarantine.jsonl"], "");
        dataset.SealSums();
        Assert.Equal(["conservation"], dataset.Failures());
        Assert.Equal("quarantine.jsonl has 0 lines, the ledger 1 quarantined rows", dataset.Gate("conservation").Message);
    }

    [Theory]
    [InlineData("UPDATE ledger SET reason = 'tired' WHERE reason = 'no_answer'", "1 of 216 ledger rows end in no state, stage and reason that the recipe has; first: pool pool.jsonl:203 (state 'dropped', stage 'filter', reason 'tired')")]
    [InlineData("UPDATE ledger SET state = 'kept' WHERE reason = 'conflict'", "1 of 216 ledger rows end in no state, stage and reason that the recipe has; first: pool pool.jsonl:202 (state 'kept', stage 'exact_dedup', reason 'conflict'); 1 kept ledger rows do not say where they were written; first: pool pool.jsonl:202")]
    [InlineData("UPDATE ledger SET output_line = 1 WHERE reason = 'duplicate'", "1 ledger rows that were not kept say where they were written; first: pool pool.jsonl:201")]
    [InlineData("DELETE FROM ledger WHERE reason = 'no_answer'", "1 input files have another number of ledger rows than of records; first: pool pool.jsonl: 204 records (1 quarantined) in the manifest, 203 (1) in the ledger")]
    [InlineData("UPDATE ledger SET file = 'moon.jsonl' WHERE source = 'voices'", "2 input files have another number of ledger rows than of records; first: voices voices.jsonl: 12 records (0 quarantined) in the manifest, 0 (0) in the ledger")]
    [InlineData("UPDATE ledger SET line = 205 WHERE state = 'quarantined'", "1 of 1 lines of quarantine.jsonl are not those of the ledger; first: quarantine.jsonl:1 (the ledger has pool pool.jsonl:205 (malformed_json))")]
    public void ConservationReadsEveryRow(string sql, string message)
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger(sql);
        dataset.SealSums();
        Assert.Equal((GateStatus.Failed, message), (dataset.Gate("conservation").Status, dataset.Gate("conservation").Message));
    }

    [Fact]
    public void StructureKnowsTheFormat()
    {
        using var dataset = SmallDataset.Build();
        dataset.ReplaceLine(dataset.Train, 3, dataset.ReadLines(dataset.Train)[2].Replace("{\"messages\"", "{\"note\":1,\"messages\""));
        dataset.Seal();
        Assert.Equal(["structure"], dataset.Failures());
        var gate = dataset.Gate("structure");
        Assert.Equal("1 of 212 rows do not fit the format messages; first: data/train-00000-of-00003.jsonl:3: unexpected field 'note'", gate.Message);
        Assert.Equal(["data/train-00000-of-00003.jsonl:3: unexpected field 'note'"], gate.Offenders);
    }

    [Fact]
    public void HashReadsEveryFileOfTheFolder()
    {
        using var dataset = SmallDataset.Build();
        dataset.Replace("README.md", "Compiled by", "Compiled bY");
        File.WriteAllText(dataset["data/../extra.txt"], "");
        Assert.Equal(["hash"], dataset.Failures());
        Assert.Equal("1 files differ from SHA256SUMS; first: README.md; 1 files are not in SHA256SUMS; first: extra.txt", dataset.Gate("hash").Message);
    }

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("  ", " *")]
    [InlineData("a", "A")]
    [InlineData("README.md", "readme.md")]
    public void HashReadsTheSumsThemselves(string old, string @new)
    {
        using var dataset = SmallDataset.Build();
        File.WriteAllText(dataset["SHA256SUMS"], File.ReadAllText(dataset["SHA256SUMS"]).Replace(old, @new));
        Assert.Equal(["hash"], dataset.Failures());
    }

    [Fact]
    public void HashReadsTheCompiledFile()
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("shard: 8KB", "compiled: true"));
        var lines = dataset.ReadLines(dataset["chats.jsonl"]);
        (lines[4], lines[9]) = (lines[9], lines[4]);
        dataset.WriteLines(dataset["chats.jsonl"], lines);
        dataset.SealSums();
        Assert.Equal(["hash"], dataset.Failures());
        Assert.Equal("chats.jsonl:5 differs from data/: lines 5 and 10 are swapped", dataset.Gate("hash").Message);
    }

    [Theory]
    [InlineData("sha256", "data/test-00000-of-00001.jsonl (sha256)")]
    [InlineData("content_sha256", "data/test-00000-of-00001.jsonl (content_sha256)")]
    public void HashReadsTheManifest(string key, string place)
    {
        using var dataset = SmallDataset.Build();
        dataset.EditJson("manifest.json", manifest => manifest["splits"]!["test"]!["files"]![0]![key] = new string('0', 64));
        dataset.SealSums();
        Assert.Equal(["hash"], dataset.Failures());
        Assert.Equal($"1 data files differ from the manifest; first: {place}", dataset.Gate("hash").Message);
    }

    [Fact]
    public void HashComparesContents()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger($"UPDATE ledger SET content_hash = repeat('0', 64) WHERE {SmallDataset.At(dataset.Train, 7)}");
        dataset.SealSums();
        Assert.Equal(["hash"], dataset.Failures());
        Assert.Equal("1 of 212 lines have another content hash than the ledger; first: data/train-00000-of-00003.jsonl:7", dataset.Gate("hash").Message);
    }

    [Fact]
    public void ProvenanceMakesEveryIdAgain()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger("UPDATE ledger SET id = (SELECT id FROM ledger WHERE source = 'pool' AND line = 4) WHERE source = 'pool' AND line = 9");
        dataset.SealSums();
        Assert.Equal(["provenance"], dataset.Failures());
        Assert.Equal("1 of 216 ids are not made of source, file, line and item; first: pool pool.jsonl:9; 1 of 216 ids are those of an earlier row; first: pool pool.jsonl:9 (as pool pool.jsonl:4)", dataset.Gate("provenance").Message);
    }

    [Theory]
    [InlineData("full", "id")]
    [InlineData("{ record: id }", "record")]
    public void ProvenanceComparesIdsInMetadata(string metadata, string key)
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("shard: 8KB", $"metadata: {metadata}"));
        var line = dataset.ReadLines(dataset.Train)[4];
        var id = dataset.Ask($"SELECT id FROM ledger WHERE {SmallDataset.At(dataset.Train, 5)}");
        Assert.Contains($"\"{key}\":\"{id}\"", line);
        dataset.ReplaceLine(dataset.Train, 5, line.Replace(id, new string('a', 32)));
        dataset.Seal();
        Assert.Equal(["provenance"], dataset.Failures());
        Assert.Equal("1 of 212 lines have another id in their metadata than in the ledger; first: data/train-00000-of-00001.jsonl:5", dataset.Gate("provenance").Message);
    }

    [Fact]
    public void StatsRecountManifestReportAndCard()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditJson("manifest.json", manifest => manifest["sources"]!["pool"]!["kept"] = 201);
        dataset.EditJson("report.json", report => report["tags"]!["topic"]!["sums"]!["percent"] = 31.61);
        dataset.Replace("README.md", "| voices | 12 |", "| voices | 13 |");
        dataset.SealSums();
        Assert.Equal(["stats"], dataset.Failures());
        Assert.Equal(
            [
                "manifest.json: sources.pool.kept is 201, counted 200",
                "report.json: tags.topic.sums.percent is 31.61, counted 31.6",
                "README.md, '## Sources' has '| voices | 13 | 0 | 0 | 12 | 12 | 5.66 % |', counted '| voices | 12 | 0 | 0 | 12 | 12 | 5.66 % |'",
            ],
            dataset.Gate("stats").Offenders);
    }

    [Theory]
    [InlineData("- n<1K", "- 1K<n<10K")]
    [InlineData("  - split: test", "  - split: exam")]
    [InlineData(": 212 records", ": 213 records")]
    [InlineData("| filter | no_answer | 1 |", "| filter | no_answer | 2 |")]
    public void StatsReadTheCard(string old, string @new)
    {
        using var dataset = SmallDataset.Build();
        dataset.Replace("README.md", old, @new);
        dataset.SealSums();
        Assert.Equal(["stats"], dataset.Failures());
    }

    [Fact]
    public void SplitComparesFilesAndLedger()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger($"UPDATE ledger SET split = 'validation' WHERE {SmallDataset.At(dataset.Train, 2)}");
        dataset.SealSums();
        Assert.Equal(["split"], dataset.Failures());
        Assert.Equal("1 lines are in another split than the ledger says; first: data/train-00000-of-00003.jsonl:2 (validation in the ledger)", dataset.Gate("split").Message);
    }

    [Fact]
    public void SplitKeepsHoldoutsApart()
    {
        using var dataset = SmallDataset.Build();
        var test = dataset.FirstShard("test");
        var voice = int.Parse(dataset.Ask("SELECT min(output_line) FROM ledger WHERE family = 'voice'"));
        var pool = dataset.ReadLines(dataset.Train)[0];
        var (trainFile, testFile) = (Path.GetFileName(dataset.Train), Path.GetFileName(test));
        dataset.WriteLines(dataset.Train, dataset.ReadLines(dataset.Train).Select((line, i) => i == 0 ? dataset.ReadLines(test)[voice - 1] : line).ToList());
        dataset.WriteLines(test, dataset.ReadLines(test).Select((line, i) => i == voice - 1 ? pool : line).ToList());
        dataset.EditLedger(
            $"UPDATE ledger SET output_line = -1 WHERE {SmallDataset.At(dataset.Train, 1)}",
            $"UPDATE ledger SET output_file = 'data/{trainFile}', output_line = 1, split = 'train' WHERE {SmallDataset.At(test, voice)}",
            $"UPDATE ledger SET output_file = 'data/{testFile}', output_line = {voice}, split = 'test' WHERE output_line = -1");
        dataset.Seal();
        Assert.Equal(["split"], dataset.Failures());
        Assert.Equal("1 records with a held-out value are in another split than theirs; first: data/train-00000-of-00003.jsonl:1 (family belongs to test)", dataset.Gate("split").Message);
    }

    [Fact]
    public void SplitWantsEveryShard()
    {
        using var dataset = SmallDataset.Build();
        File.Move(dataset["data/test-00000-of-00001.jsonl"], dataset["data/exam-00000-of-00001.jsonl"]);
        File.Delete(dataset["data/train-00001-of-00003.jsonl"]);
        Assert.Equal(
            "1 data files belong to no split of the recipe (train, validation, test); first: data/exam-00000-of-00001.jsonl; "
            + "2 shards do not have the name that their place among all shards gives; first: data/train-00000-of-00002.jsonl is missing",
            dataset.Gate("split").Message);
        Assert.Equal("2 data files of the manifest are missing; first: data/train-00001-of-00003.jsonl", dataset.Gate("structure").Message);
    }

    [Theory]
    [InlineData("\"train\": 80", "\"train\": 20", GateStatus.Failed)]
    [InlineData("\"train\": 80", "\"train\": 82", GateStatus.Passed)]
    [InlineData("\"sizes\": \"rank\"", "\"sizes\": \"exact\"", GateStatus.Failed)]
    [InlineData("\"together\": [\n          \"prompt\",", "\"together\": [", GateStatus.Passed)]
    public void DistributionIsWhatTheRecipeAsks(string old, string @new, GateStatus status)
    {
        using var dataset = SmallDataset.Build();
        dataset.Replace("recipe.json", old, @new);
        SealRecipe(dataset);
        Assert.Equal(status == GateStatus.Failed ? ["distribution"] : [], dataset.Failures());
        Assert.Equal(status, dataset.Gate("distribution").Status);
    }

    [Fact]
    public void GroupsOfAFieldStayTogetherAndAreRecounted()
    {
        var pool = string.Concat(Enumerable.Range(0, 200).Select(i => SmallDataset.Chat($"Question {i} of many?", $"Answer {i * i}.", $"topic{i % 40}")));
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("holdout: { family: voice, to: test }", "together: [prompt, topic]"), more: new() { ["pool.jsonl"] = pool });
        Assert.Equal((GateStatus.Passed, GateStatus.Passed), (dataset.Gate("distribution").Status, dataset.Gate("leakage").Status));
        Assert.Contains(", nor a group of topic", dataset.Gate("leakage").Message);

        var group = dataset.Ask("SELECT max(groups) FROM ledger WHERE split = 'train'");
        dataset.EditLedger($"UPDATE ledger SET groups = '{group}' WHERE split <> 'train'");
        dataset.Seal();
        Assert.Equal(GateStatus.Failed, dataset.Gate("leakage").Status);
        Assert.Contains("lines are of a group of 'topic' that another split has", dataset.Gate("leakage").Message);

        dataset.EditLedger("UPDATE ledger SET groups = NULL");
        dataset.Seal();
        Assert.Equal("could not be evaluated: ledger.parquet cannot be read (row 1 does not say its 1 groups)", dataset.Gate("leakage").Message);
    }

    [Theory]
    [InlineData("sizes: exact", GateStatus.Passed)]
    [InlineData("sizes: rank", GateStatus.Passed)]
    public void ExactSizesAreExact(string sizes, GateStatus status)
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("to: test }", $"to: test }}, {sizes}"));
        Assert.Equal(status, dataset.Gate("distribution").Status);
    }

    [Fact]
    public void LeakageIsSeenInTheLinesThemselves()
    {
        using var dataset = SmallDataset.Build();
        var validation = dataset.FirstShard("validation");
        dataset.ReplaceLine(validation, 4, dataset.ReadLines(dataset.Train)[5]);
        dataset.ReplaceLine(validation, 6, dataset.ReadLines(dataset.Train)[8].Replace("It is", "Perhaps"));
        dataset.Seal();
        Assert.Equal(["leakage"], dataset.Failures());
        Assert.Equal(
            "1 lines have the content of a line of another split; first: data/train-00000-of-00003.jsonl:6 and data/validation-00000-of-00001.jsonl:4; "
            + "1 lines have the prompt of a line of another split; first: data/train-00000-of-00003.jsonl:9 and data/validation-00000-of-00001.jsonl:6; "
            + "1 pairs of lines in two splits are near-duplicates (similarity 0.8 or more)",
            dataset.Gate("leakage").Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\u2003\\n")]
    public void SupervisedWantsAnAnswer(string answer)
    {
        using var dataset = SmallDataset.Build();
        var line = dataset.ReadLines(dataset.Train)[11];
        var text = line[line.IndexOf("It is", StringComparison.Ordinal)..line.LastIndexOf('"')];
        dataset.ReplaceLine(dataset.Train, 12, line.Replace(text, answer));
        dataset.Seal();
        Assert.Equal(["supervised"], dataset.Failures());
        Assert.Equal("1 of 212 lines have no assistant turn with a text or a tool call; first: data/train-00000-of-00003.jsonl:12", dataset.Gate("supervised").Message);
    }

    [Fact]
    public void TheFirstHundredOffendersAreKeptAndAllAreCounted()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger("UPDATE ledger SET id = upper(id)");
        var gate = dataset.Gate("provenance");
        Assert.Equal((100, 216L), (gate.Offenders.Length, gate.OffenderCount));
        Assert.Equal("pool pool.jsonl:1", gate.Offenders[0]);
    }

    /// <summary>Makes the manifest's digest of the recipe fit what is there.</summary>
    private static void SealRecipe(SmallDataset dataset)
    {
        dataset.EditJson("manifest.json", manifest => manifest["recipe_sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(dataset["recipe.json"]))));
        dataset.SealSums();
    }
}
