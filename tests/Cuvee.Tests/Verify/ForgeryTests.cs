using System.Text.Json.Nodes;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>A dataset that was edited on purpose, with SHA256SUMS computed anew, does not pass.</summary>
public sealed class ForgeryTests
{
    private const string GatesListed = "; 1 files are not those that croissant.json lists; first: gates.json";

    [Theory]
    [InlineData("README.md")]
    [InlineData("croissant.json")]
    [InlineData("gates.json")]
    [InlineData("ledger.parquet")]
    [InlineData("manifest.json")]
    [InlineData("quarantine.jsonl")]
    [InlineData("recipe.json")]
    [InlineData("report.html")]
    [InlineData("report.json")]
    public void AFileOfTheContractIsMissedWhateverTheSumsSay(string file)
    {
        using var dataset = SmallDataset.Build();
        File.Delete(dataset[file]);
        dataset.SumHashes();
        var hash = dataset.Gate("hash");
        Assert.Equal(GateStatus.Failed, hash.Status);
        Assert.StartsWith($"1 files that every dataset has are missing; first: {file}", hash.Message);
    }

    [Fact]
    public void ACompiledFileIsMissedToo()
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("shard: 8KB", "compiled: true"));
        File.Delete(dataset["chats.jsonl"]);
        dataset.SumHashes();
        Assert.Equal(["hash"], dataset.Failures());
        Assert.Contains("chats.jsonl is missing", dataset.Gate("hash").Message);
    }

    [Theory]
    [InlineData("stats", "failed", "2 statements of gates.json are not so; first: gates.json says stats failed; it is passed")]
    [InlineData("hash", "failed", "2 statements of gates.json are not so; first: gates.json says hash failed; it is passed")]
    [InlineData("coverage", "warned", "1 statements of gates.json are not so; first: gates.json says coverage warned; it is passed")]
    [InlineData("pii", "passed", "1 statements of gates.json are not so; first: gates.json says pii passed; it is off")]
    public void AStatusOfGatesJsonIsCompared(string gate, string status, string message)
    {
        using var dataset = SmallDataset.Build();
        dataset.EditJson("gates.json", gates => Gate(gates, gate)["status"] = status);
        dataset.SumHashes();
        Assert.Equal(["hash"], dataset.Failures());
        Assert.Equal(message + GatesListed, dataset.Gate("hash").Message);
    }

    [Fact]
    public void AFailedDatasetIsNotSaidToHavePassed()
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("pool: 100", "pool: 1000"));
        Assert.Equal(["coverage"], dataset.Failures());
        dataset.EditJson("gates.json", gates => (Gate(gates, "coverage")["status"], gates["passed"]) = ("passed", true));
        dataset.SumHashes();
        Assert.Equal(["hash", "coverage"], dataset.Failures());
        Assert.Equal("1 statements of gates.json are not so; first: gates.json says coverage passed; it is failed" + GatesListed, dataset.Gate("hash").Message);
    }

    [Theory]
    [InlineData("[]", "gates.json cannot be read (it is no JSON object)")]
    [InlineData("{\"passed\":true}", "gates.json cannot be read (it has no list of gates)")]
    [InlineData("{\"passed\":true,\"gates\":[1]}", "gates.json cannot be read (a gate has no 'name')")]
    public void GatesJsonHasToBeReadable(string text, string message)
    {
        using var dataset = SmallDataset.Build();
        File.WriteAllText(dataset["gates.json"], text);
        dataset.SumHashes();
        Assert.Equal(["hash"], dataset.Failures());
        Assert.Equal($"1 statements of gates.json are not so; first: {message}{GatesListed}", dataset.Gate("hash").Message);
    }

    [Fact]
    public void AFileThatOnlyPeopleReadIsListedByTheCatalogue()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditJson("gates.json", gates => Gate(gates, "stats")["message"] = "naïve");
        dataset.SumHashes();
        Assert.Equal(["hash"], dataset.Failures());
        Assert.Equal("1 files are not those that croissant.json lists; first: gates.json", dataset.Gate("hash").Message);
        File.AppendAllText(dataset["README.md"], "More\n");
        File.WriteAllText(dataset["notes.txt"], "x");
        File.Delete(dataset["gates.json"]);
        dataset.SumHashes();
        Assert.Equal(["gates.json", "README.md", "notes.txt"], dataset.Gate("hash").Offenders);
    }

    [Theory]
    [InlineData("byte_offset")]
    [InlineData("measured")]
    public void ALedgerThatNothingContradictsIsNotTheListedOne(string column)
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger($"UPDATE ledger SET {column} = coalesce({column}, 0) + 1 WHERE line = 7");
        dataset.SumHashes();
        Assert.Equal("1 files are not those that croissant.json lists; first: ledger.parquet", dataset.Gate("hash").Message);
    }

    [Fact]
    public void SumsStandInTheOrderOfThePaths()
    {
        using var dataset = SmallDataset.Build();
        var lines = dataset.ReadLines(dataset["SHA256SUMS"]);
        (lines[1], lines[2]) = (lines[2], lines[1]);
        dataset.WriteLines(dataset["SHA256SUMS"], lines);
        Assert.Equal("1 lines of SHA256SUMS are broken, doubled or out of order; first: SHA256SUMS:3", dataset.Gate("hash").Message);
    }

    [Fact]
    public void QuarantinedBytesAreThoseOfTheSource()
    {
        using var dataset = SmallDataset.Build();
        Assert.Equal(GateStatus.Passed, dataset.Gate("provenance", dataset.Root).Status);
        dataset.EditJson("quarantine.jsonl", line => line["raw"] = "{\"messages\": ]");
        dataset.SealSums();
        Assert.Empty(dataset.Failures());
        var gates = dataset.Gates(dataset.Root).Where(gate => gate.Status == GateStatus.Failed);
        Assert.Equal(("provenance", "1 lines of quarantine.jsonl do not hold the bytes of their source files; first: quarantine.jsonl:1 (pool pool.jsonl:204)"), gates.Select(gate => (gate.Name, gate.Message)).Single());
    }

    [Fact]
    public void AQuarantinedPlaceIsComparedToo()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditJson("quarantine.jsonl", line => line["byte_offset"] = 0);
        dataset.SealSums();
        Assert.Equal(GateStatus.Failed, dataset.Gate("provenance", dataset.Root).Status);
    }

    [Theory]
    [InlineData("parameters", "manifest.json: operators[0] is trim 1 (x), the recipe has trim 1 (")]
    [InlineData("version", "manifest.json: operators[0] is trim x (")]
    [InlineData("name", "manifest.json: operators[0] is x 1 (")]
    public void OperatorsAreThoseOfTheRecipe(string member, string offender)
    {
        using var dataset = SmallDataset.Build();
        dataset.EditJson("manifest.json", manifest => manifest["operators"]![0]![member] = "x");
        dataset.SealSums();
        Assert.Equal(["stats"], dataset.Failures());
        Assert.StartsWith(offender, Assert.Single(dataset.Gate("stats").Offenders));
    }

    [Fact]
    public void OnlyTheVersionOfACodecIsFree()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditJson("manifest.json", manifest => manifest["operators"]!.AsArray()[^1]!["version"] = "0.1");
        dataset.SealSums();
        Assert.Empty(dataset.Failures());
        dataset.EditJson("manifest.json", manifest => manifest["operators"]!.AsArray()[^1]!["version"] = "");
        dataset.SealSums();
        Assert.Equal(["stats"], dataset.Failures());
        dataset.EditJson("manifest.json", manifest => manifest["operators"]!.AsArray().RemoveAt(0));
        dataset.SealSums();
        Assert.Equal("1 statements of the manifest are not those of a build; first: manifest.json has 4 operators, the recipe 5", dataset.Gate("stats").Message);
    }

    [Fact]
    public void TheManifestSaysNothingOfItsOwn()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditJson("manifest.json", manifest =>
        {
            manifest["licence"] = "free";
            manifest["inputs"]![0]!["author"] = "me";
            manifest["splits"]!["test"]!["words"] = 7;
        });
        dataset.SealSums();
        Assert.Equal(["stats"], dataset.Failures());
        Assert.Equal(
            ["manifest.json has the unknown member 'licence'", "manifest.json: inputs[0] has the unknown member 'author'", "manifest.json: splits.test has the unknown member 'words'"],
            dataset.Gate("stats").Offenders);
    }

    [Fact]
    public void AnEmptyDatasetHasFailed()
    {
        using var dataset = SmallDataset.Build("name: none\nsources: { pool: { files: pool.jsonl } }\nfilters: [{ length: { min: 100000, of: answer } }]\ndatasets: { none: {} }\n");
        Assert.False(dataset.Result.Passed);
        Assert.EndsWith(".failed", dataset.Folder);
        Assert.Contains("structure", dataset.Failures());
        Assert.Equal("no lines were emitted", dataset.Gate("structure").Message);
    }

    private static JsonNode Gate(JsonObject gates, string name) => gates["gates"]!.AsArray().Single(gate => (string)gate!["name"]! == name)!;
}
