using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>The gate that searches emitted lines for items of benchmarks.</summary>
public sealed class ContaminationGateTests : IDisposable
{
    private const string Question = "A lighthouse keeper climbs 214 steps every evening to trim the lamp and rests on every fortieth step";

    private readonly SmallDataset _dataset = Build();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public void NoLineHoldsAnItem()
    {
        Assert.Equal([], _dataset.Failures());
        Assert.Equal(
            (GateStatus.Passed, "no match found for 1 items of benchmarks in 212 lines; rephrased and translated items are not seen"),
            (_dataset.Gate("contamination").Status, _dataset.Gate("contamination").Message));
    }

    [Fact]
    public void AContaminatedLineFails()
    {
        _dataset.ReplaceLine(_dataset.Train, 3, SmallDataset.Chat(Question, "Yes.", "x").TrimEnd('\n').Replace(""","topic":"x"}""", "}"));
        _dataset.Seal();
        Assert.Equal(["contamination"], _dataset.Failures());
        var gate = _dataset.Gate("contamination");
        var offender = $"data/{Path.GetFileName(_dataset.Train)}:3 (lamps/test/1 question)";
        Assert.Equal($"1 of 212 lines hold an item of a benchmark; first: {offender}", gate.Message);
        Assert.Equal([offender], gate.Offenders);
    }

    [Fact]
    public void UnsealedTheHashesFailToo()
    {
        var lines = _dataset.ReadLines(_dataset.Train);
        lines[2] = SmallDataset.Chat(Question, "Yes.", "x").TrimEnd('\n').Replace(""","topic":"x"}""", "}");
        _dataset.WriteLines(_dataset.Train, lines);
        Assert.Contains("contamination", _dataset.Failures());
        Assert.Contains("hash", _dataset.Failures());
    }

    [Fact]
    public void AMissingBenchmarkFails()
    {
        File.Move(Path.Combine(_dataset.Root, "bench", "lamps_test.jsonl"), Path.Combine(_dataset.Root, "moved.jsonl"));
        Assert.StartsWith("could not be evaluated: bench/lamps_test.jsonl with the SHA-256 ", _dataset.Gate("contamination").Message);
        Assert.Contains("contamination", _dataset.Failures());
    }

    [Fact]
    public void AChangedBenchmarkIsNotTheOne()
    {
        File.AppendAllText(Path.Combine(_dataset.Root, "bench", "lamps_test.jsonl"), "\n");
        Assert.StartsWith("could not be evaluated: bench/lamps_test.jsonl with the SHA-256 ", _dataset.Gate("contamination").Message);
    }

    [Fact]
    public void ABenchmarkIsFoundBelowTheInputs()
    {
        Directory.CreateDirectory(Path.Combine(_dataset.Root, "elsewhere", "deep"));
        Directory.Move(Path.Combine(_dataset.Root, "bench"), Path.Combine(_dataset.Root, "elsewhere", "deep", "bench"));
        Assert.Equal(GateStatus.Failed, _dataset.Gate("contamination").Status);
        Assert.Equal(GateStatus.Passed, _dataset.Gate("contamination", Path.Combine(_dataset.Root, "elsewhere")).Status);
    }

    [Fact]
    public void FoldersThatCannotBeWalkedArePassedOver()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("no Unix permissions");
            return;
        }

        Directory.CreateDirectory(Path.Combine(_dataset.Root, "elsewhere", "deep"));
        Directory.Move(Path.Combine(_dataset.Root, "bench"), Path.Combine(_dataset.Root, "elsewhere", "deep", "bench"));
        foreach (var source in (string[])["pool.jsonl", "voices.jsonl"]) File.Copy(Path.Combine(_dataset.Root, source), Path.Combine(_dataset.Root, "elsewhere", source));
        Directory.CreateSymbolicLink(Path.Combine(_dataset.Root, "elsewhere", "deep", "again"), Path.Combine(_dataset.Root, "elsewhere"));
        var locked = Directory.CreateDirectory(Path.Combine(_dataset.Root, "elsewhere", "locked"));
        locked.UnixFileMode = UnixFileMode.None;
        try
        {
            Assert.Equal([], _dataset.Gates(Path.Combine(_dataset.Root, "elsewhere")).Where(gate => gate.Status == GateStatus.Failed).Select(gate => gate.Message));
        }
        finally
        {
            if (OperatingSystem.IsLinux()) locked.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
    }

    [Theory]
    [InlineData("[[0, 11, 100]]", "11 n-grams are listed as too frequent that no more than 100 texts hold by the list itself")]
    [InlineData("[[0, 11, 150]]", "11 n-grams are listed as too frequent in numbers of texts that do not fit the lines and the ledger")]
    [InlineData("[[0, 11, 1000000]]", "11 n-grams are listed as too frequent in numbers of texts that do not fit the lines and the ledger")]
    [InlineData("[[0, 12, 150]]", "could not be evaluated: decontamination.json lists n-grams that the benchmarks do not have")]
    [InlineData("[[0, 11]]", "could not be evaluated: decontamination.json cannot be read (it is not what a build writes)")]
    public void NgramsThatAreCalledFrequentAreNotBelieved(string ngrams, string message)
    {
        _dataset.ReplaceLine(_dataset.Train, 3, SmallDataset.Chat(Question, "Yes.", "x").TrimEnd('\n').Replace(""","topic":"x"}""", "}"));
        _dataset.Replace("decontamination.json", "\"discounted_ngrams\": []", $"\"discounted_ngrams\": {ngrams}");
        _dataset.Seal();
        Assert.Equal(["contamination"], _dataset.Failures());
        Assert.StartsWith(message, _dataset.Gate("contamination").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNumberOfRecordsIsThatOfTheLedger()
    {
        _dataset.Replace("decontamination.json", "\"records_of_all_sources\": 217", "\"records_of_all_sources\": 216");
        _dataset.SealSums();
        Assert.Equal("decontamination.json speaks of 216 records of all sources, the ledger of 217", _dataset.Gate("contamination").Message);
    }

    [Theory]
    [InlineData("\"discounted_ngrams\"", "\"nothing\"", "could not be evaluated: decontamination.json cannot be read (it is not what a build writes)")]
    [InlineData("\"records_dropped\": 1", "\"records_dropped\": 2", "decontamination.json has 2 dropped records, the ledger 1")]
    [InlineData("\"action\": \"drop\",\n      \"n\"", "\"action\": \"report\",\n      \"n\"", "decontamination.json: searches.action is \"report\", not \"drop\"")]
    [InlineData("\"share\": 0.5", "\"share\": 0.9", "decontamination.json: searches.share is 0.9, not 0.5")]
    [InlineData("\"frequent_above\": 100", "\"frequent_above\": 5", "decontamination.json: searches.frequent_above is 5, not 100")]
    [InlineData("\"items\": 1", "\"items\": 3", "decontamination.json: searches.benchmarks[0].items is 3, not 1")]
    public void ATamperedAccountFails(string old, string @new, string message)
    {
        _dataset.Replace("decontamination.json", old, @new);
        _dataset.SealSums();
        Assert.Equal((GateStatus.Failed, message), (_dataset.Gate("contamination").Status, _dataset.Gate("contamination").Message));
        Assert.Equal(["contamination"], _dataset.Failures());
    }

    [Fact]
    public void AMissingAccountFails()
    {
        File.Delete(_dataset["decontamination.json"]);
        _dataset.SealSums();
        Assert.Equal("could not be evaluated: decontamination.json is missing", _dataset.Gate("contamination").Message);
    }

    private static SmallDataset Build() => SmallDataset.Build(
        SmallDataset.Chats.Replace("dedup:", "decontaminate: { against: bench/lamps_test.jsonl, name: lamps }\ndedup:"),
        more: new() { ["bench/lamps_test.jsonl"] = $$"""{"question":"{{Question}}"}""" + "\n", ["voices.jsonl"] = Voices() });

    /// <summary>The twelve voices, and one that recites the benchmark.</summary>
    private static string Voices() =>
        string.Concat(Enumerable.Range(0, 12).Select(i => SmallDataset.Chat($"Who speaks as voice {i}?", $"I do, number {i}, así.", "x"))) + SmallDataset.Chat("Recite", Question, "x");
}
