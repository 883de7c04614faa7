using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cuvee.Dedup;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tests.Dedup;

/// <summary>The job without a recipe: what stays, what goes and why, whatever the container, the threads and the memory.</summary>
public sealed class DeduplicationTests : IDisposable
{
    private const string Text = "A lighthouse keeper trims the wick every evening before dusk, polishes the great lens with a soft cloth, winds the clockwork and writes the weather into a leather book";

    private readonly string _folder = Directory.CreateTempSubdirectory("cuvee-dedup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 1 << 20, long.MaxValue, 0L)]
    [InlineData(2, 700, long.MaxValue, 0L)]
    [InlineData(3, 700, 1L, 0L)]
    [InlineData(2, 1 << 20, 1L, long.MaxValue)]
    public void TheOutputIsTheSameHoweverItIsMade(int threads, int blockBytes, long memory, long inPlaceBytes)
    {
        var lines = Lines(400);
        Write("in.jsonl", lines);
        var expected = Run(new DedupOptions { Near = Near(0.8m), Threads = 1, InPlaceBytes = 0 }, "in.jsonl");
        var found = Run(new DedupOptions { Near = Near(0.8m), Threads = threads, BlockBytes = blockBytes, MemoryBytes = memory, InPlaceBytes = inPlaceBytes }, "in.jsonl");
        Assert.Equal(expected.Kept, found.Kept);
        Assert.Equal(expected.Removed, found.Removed);
        Assert.NotEmpty(found.Removed);
        Assert.Equal(lines.Length, found.Kept.Length + found.Removed.Length);
        Assert.Empty(Directory.GetFiles(_folder, "*.partial"));
    }

    [Fact]
    public void KeptLinesAreThoseOfTheInput()
    {
        var lines = Lines(300);
        Write("in.jsonl", lines);
        foreach (var inPlaceBytes in (long[])[0, long.MaxValue])
        {
            var (kept, removed, _) = Run(new DedupOptions { InPlaceBytes = inPlaceBytes }, "in.jsonl");
            Assert.Equal(lines.Distinct(), kept);
            foreach (var row in removed.Select(Parse))
            {
                Assert.Equal("duplicate", row.GetProperty("reason").GetString());
                Assert.Equal(lines[row.GetProperty("line").GetInt32() - 1], row.GetProperty("row").GetRawText());
                Assert.Equal(lines[row.GetProperty("other").GetProperty("line").GetInt32() - 1], row.GetProperty("row").GetRawText());
            }
        }
    }

    [Fact]
    public void MarksBlankLinesCarriageReturnsAndAMissingLineEndDoNotShow()
    {
        var (one, two) = (Line("one", "größe"), Line("two", "語"));
        File.WriteAllText(Path.Combine(_folder, "in.jsonl"), $"\uFEFF{one}\r\n\n  {two}  \n{one}\n{two}x\n{Line("three", "3")}", new UTF8Encoding(false));
        foreach (var inPlaceBytes in (long[])[0, long.MaxValue])
        {
            var (kept, removed, result) = Run(new DedupOptions { Near = Near(0.9m), InPlaceBytes = inPlaceBytes }, "in.jsonl");
            Assert.Equal([one, two, Line("three", "3")], kept);
            Assert.Equal(4, Parse(Assert.Single(removed)).GetProperty("line").GetInt32());
            Assert.Equal((5, 1), (result.Read, result.Quarantined["malformed_json"]));
        }
    }

    [Fact]
    public void CompressedFilesAndLinesOfSeveralRecordsAreComparedToo()
    {
        var near = Text.Replace("leather", "linen");
        using (var file = new GZipStream(File.Create(Path.Combine(_folder, "a.jsonl.gz")), CompressionLevel.Fastest)) file.Write(Encoding.UTF8.GetBytes(Line("q", Text) + "\n"));
        var both = $"[{Line("x", "y")}, {Line("q", near)}]";
        var pair = $"[{Line("x", "y")}, {Line("q", Text)}]";
        Write("b.jsonl", both, pair, Line("x", "y"));
        var (kept, removed, _) = Run(new DedupOptions { Near = Near(0.7m) }, "a.jsonl.gz", "b.jsonl");
        // The first line of b holds something new, the others do not
        Assert.Equal([Line("q", Text), both], kept);
        Assert.Equal([pair, Line("x", "y")], removed.Select(row => Parse(row).GetProperty("row").GetRawText()));
    }

    [Theory]
    [InlineData(KeepRule.First, 0)]
    [InlineData(KeepRule.Longest, 1)]
    [InlineData(KeepRule.BestScore, 2)]
    public void TheRuleSaysWhichStays(KeepRule keep, int expected)
    {
        string[] lines = [Line("q", Text, 0.1), Line("q", Text.Replace("leather", "leatherbound"), 0.2), Line("q", Text.Replace("leather", "red"), 0.9)];
        Write("in.jsonl", lines);
        Assert.Equal([lines[expected]], Run(new DedupOptions { Near = Near(0.6m), Keep = keep }, "in.jsonl").Kept);
    }

    [Fact]
    public void AReferenceIsKeptAndNotWritten()
    {
        Write("old.jsonl", Line("q", Text), Line("q", Text));
        Write("in.jsonl", Line("q", Text.Replace("leather", "very long leatherbound")), Line("new", "one"), Line("q", Text));
        var (kept, removed, result) = Run(new DedupOptions { Near = Near(0.6m), Keep = KeepRule.Longest, Against = ["old.jsonl"] }, "in.jsonl");
        Assert.Equal([Line("new", "one")], kept);
        Assert.Equal(["near_duplicate", "duplicate"], removed.Select(row => Parse(row).GetProperty("reason").GetString()));
        Assert.All(removed, row => Assert.Equal("old.jsonl", Parse(row).GetProperty("other").GetProperty("file").GetString()));
        Assert.Equal((3, 3, 2), (result.Read, result.Records, result.ReferenceRecords));
    }

    [Fact]
    public void WhatCannotBeIsSaid()
    {
        Write("in.jsonl", Line("q", "a"));
        Write("bad.jsonl", "{\"x\":1}");
        Assert.StartsWith("in.jsonl: is an input too", Assert.Throws<CuveeException>(() => Deduplication.Run(["in.jsonl"], "in.jsonl", Options())).Message);
        Assert.StartsWith("out.csv: lines are written as they are read", Assert.Throws<CuveeException>(() => Deduplication.Run(["in.jsonl"], "out.csv", Options())).Message);
        Assert.StartsWith("--removed gone.csv: ", Assert.Throws<CuveeException>(() => Deduplication.Run(["in.jsonl"], "out.jsonl", Options() with { Removed = "gone.csv" })).Message);
        Assert.StartsWith("--against in.jsonl: is an input too", Assert.Throws<CuveeException>(() => Deduplication.Run(["in.jsonl"], "out.jsonl", Options() with { Against = ["in.jsonl"] })).Message);
        Assert.StartsWith("no record could be read: unknown_shape", Assert.Throws<CuveeException>(() => Deduplication.Run(["bad.jsonl"], "out.jsonl", Options())).Message);
        Assert.Equal(["bad.jsonl", "in.jsonl"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AnInterruptionLeavesNothing()
    {
        Write("in.jsonl", Lines(200));
        Assert.Throws<OperationCanceledException>(() => Deduplication.Run(["in.jsonl"], "out.jsonl", Options() with { Near = Near(0.8m), Progress = new Stopping() }));
        Assert.Equal(["in.jsonl"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    private static NearDuplicates Near(decimal similarity) => new(similarity, 3, NearText.Conversation);

    /// <summary>Some repeat earlier ones exactly, some but for one word.</summary>
    private static string[] Lines(int count)
    {
        var random = new Random(7);
        var lines = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var words = string.Join(' ', Enumerable.Range(0, 30).Select(word => $"w{random.Next(1 + (i % 90))}v{word}"));
            lines.Add(i % 5 == 4 ? lines[random.Next(i)] : i % 7 == 6 ? lines[random.Next(i)].Replace("v7 ", "changed ", StringComparison.Ordinal) : Line($"question {i}", words));
        }

        return [.. lines];
    }

    private static string Line(string question, string answer, double? score = null) =>
        $$"""{"messages":[{"role":"user","content":"{{question}}"},{"role":"assistant","content":"{{answer}}"}]{{(score is null ? "" : FormattableString.Invariant($",\"quality_score\":{score}"))}}}""";

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private DedupOptions Options() => new() { Folder = _folder };

    private void Write(string name, params string[] lines) => File.WriteAllText(Path.Combine(_folder, name), string.Concat(lines.Select(line => line + "\n")));

    private (string[] Kept, string[] Removed, DeduplicationResult Result) Run(DedupOptions options, params string[] inputs)
    {
        var result = Deduplication.Run(inputs, "out.jsonl", options with { Folder = _folder });
        var removed = Path.Combine(_folder, "out.jsonl.removed.jsonl");
        return (File.ReadAllLines(Path.Combine(_folder, "out.jsonl")), File.Exists(removed) ? File.ReadAllLines(removed) : [], result);
    }

    private sealed class Stopping : Cuvee.Engine.IProgress
    {
        public void Begin(string step, long total, string unit)
        {
            if (step == "write") throw new OperationCanceledException();
        }

        public void Advance(long amount)
        {
        }

        public void Warn(string message)
        {
        }
    }
}
