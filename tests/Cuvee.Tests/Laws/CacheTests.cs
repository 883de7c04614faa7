using Cuvee.Cache;
using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Laws;

/// <summary>What earlier builds left shows in no byte of the output, whatever became of it, and spares reading what has not changed.</summary>
public sealed class CacheTests : IDisposable
{
    /// <summary>The mixed inputs with everything that the first pass can observe.</summary>
    private static readonly string Rich = MixedInputs.Recipe.Replace("dedup: { exact", "pii: { action: flag }\ndecontaminate: [{ against: bench.jsonl, name: bench, action: flag }]\ndedup: { near: { similarity: 0.8 }, exact", StringComparison.Ordinal);

    private const string Small = """
        name: small
        sources:
          s: { files: [in/*.jsonl], tags: { topic: { field: topic, default: other } } }
        normalize: { trim: true }
        filters: [{ length: { max: 400 } }]
        pii: { action: redact }
        dedup: { exact: { on: prompt }, near: { similarity: 0.8 } }
        datasets:
          all: { output: { metadata: full } }
        """;

    /// <summary>With gates that look at every line.</summary>
    private const string Gated = """
        name: gated
        sources: { s: { files: [in/*.jsonl] } }
        pii: { action: flag, kinds: [email] }
        decontaminate: [{ against: bench.jsonl, name: bench }]
        datasets:
          all: { split: { train: 70, test: 30 }, output: { files: FILES }, gates: { pii: { warn: 0% } } }
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Cold_warm_and_changed_builds_give_the_same_bytes()
    {
        WriteRich(_workspace);
        var cold = _workspace.Build(Rich);
        var expected = FolderContent.Of(cold.Folder);
        FolderContent.AssertSame(Fresh(Rich, WriteRich), expected);
        Assert.Equal((0, 14), (cold.Result.ReusedFiles, cold.Result.Files));

        var warm = _workspace.Build(Rich, Into("warm") with { Threads = 1 });
        FolderContent.AssertSame(expected, FolderContent.Of(warm.Folder));
        // A damaged file is read again: it may be whole by then
        Assert.Equal((13, 14), (warm.Result.ReusedFiles, warm.Result.Files));

        var changed = (Workspace workspace) =>
        {
            WriteRich(workspace);
            workspace.WriteLines("in/voices.jsonl", Lines.Many(30, 9));
        };
        _workspace.WriteLines("in/voices.jsonl", Lines.Many(30, 9));
        var one = _workspace.Build(Rich, Into("one"));
        FolderContent.AssertSame(Fresh(Rich, changed), FolderContent.Of(one.Folder));
        Assert.Equal((12, 14), (one.Result.ReusedFiles, one.Result.Files));

        var decided = Rich.Replace("seed: 11", "seed: 12", StringComparison.Ordinal);
        var reseeded = _workspace.Build(decided, Into("reseeded"));
        FolderContent.AssertSame(Fresh(decided, changed), FolderContent.Of(reseeded.Folder));
        Assert.Equal((13, 14), (reseeded.Result.ReusedFiles, reseeded.Result.Files));

        var filtered = Rich.Replace("max: 4000", "max: 40", StringComparison.Ordinal);
        var other = _workspace.Build(filtered, Into("filtered"));
        FolderContent.AssertSame(Fresh(filtered, changed), FolderContent.Of(other.Folder));
        Assert.Equal((0, 14), (other.Result.ReusedFiles, other.Result.Files));
    }

    [Fact]
    public void Nothing_is_written_when_nothing_changed()
    {
        WriteSmall();
        var built = _workspace.Build(Small);
        var files = Directory.GetFiles(built.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, File.GetLastWriteTimeUtc(path))).ToList();
        var expected = FolderContent.Of(built.Folder);

        var again = _workspace.Build(Small);
        Assert.True(again.Result.IsUnchanged);
        Assert.Equal(files, Directory.GetFiles(built.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, File.GetLastWriteTimeUtc(path))));
        Assert.Equal(built.Result.Datasets.Select(dataset => dataset.ContentDigest), again.Result.Datasets.Select(dataset => dataset.ContentDigest));
        Assert.Equal(built.Result.Datasets[0].Counts.Dropped, again.Result.Datasets[0].Counts.Dropped);
        Assert.Equal(built.Result.Datasets[0].Gates.Select(gate => (gate.Name, gate.Status, gate.Message)), again.Result.Datasets[0].Gates.Select(gate => (gate.Name, gate.Status, gate.Message)));

        foreach (var change in (Action[])[
            () => File.Delete(Path.Combine(built.Folder, "summary.json")),
            () => File.AppendAllText(Path.Combine(built.Folder, "all", "ledger.parquet"), " "),
            () => File.SetLastWriteTimeUtc(Path.Combine(built.Folder, "all", "README.md"), DateTime.UnixEpoch),
            () => File.WriteAllText(Path.Combine(built.Folder, "all", "note.txt"), "mine"),
            () => Directory.CreateDirectory(Path.Combine(built.Folder, "all.failed"))])
        {
            change();
            Assert.False(_workspace.Build(Small).Result.IsUnchanged);
            FolderContent.AssertSame(expected, FolderContent.Of(built.Folder));
            Assert.True(_workspace.Build(Small).Result.IsUnchanged);
        }

        _workspace.WriteLines("in/d.jsonl", Lines.Many(5, 99));
        var more = _workspace.Build(Small).Result;
        Assert.Equal((false, 3, 4), (more.IsUnchanged, more.ReusedFiles, more.Files));
        Assert.False(_workspace.Build(Small, new BuildOptions { UsesCache = false }).Result.IsUnchanged);
    }

    [Fact]
    public void A_damaged_entry_is_noticed_and_made_again()
    {
        WriteSmall();
        var expected = FolderContent.Of(_workspace.Build(Small).Folder);
        var random = new Random(4);
        var warnings = new Warnings();
        for (var round = 0; round < 24; round++)
        {
            var entry = Entries()[random.Next(3)];
            var bytes = File.ReadAllBytes(entry);
            if (round == 0) bytes = [];
            else if (round % 4 == 1) bytes = bytes[..random.Next(bytes.Length)];
            else bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(entry, bytes);
            FolderContent.AssertSame(expected, FolderContent.Of(_workspace.Build(Small, Into($"out{round}") with { Progress = warnings }).Folder));
            Assert.Equal(3, Entries().Length);
        }

        // Only a row of a record that is dropped as a duplicate is never looked at
        Assert.InRange(warnings.Count, 18, 24);
    }

    [Fact]
    public void Damaged_findings_are_noticed_and_made_again()
    {
        WriteSmall();
        _workspace.Build(Small);
        var kept = CacheFolder.Files(_workspace[".cuvee/cache/findings"]);
        Assert.Equal(2, kept.Count);
        var random = new Random(6);
        for (var round = 0; round < 8; round++)
        {
            foreach (var path in kept)
            {
                var bytes = File.ReadAllBytes(path);
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(path, bytes);
            }

            var seed = round;
            void Write(Workspace workspace)
            {
                WriteSmall(workspace);
                workspace.WriteLines("in/b.jsonl", Lines.Many(40, 100 + seed));
            }

            Write(_workspace);
            var warnings = new Warnings();
            var built = _workspace.Build(Small, Into($"damaged{round}") with { Progress = warnings });
            FolderContent.AssertSame(Fresh(Small, Write), FolderContent.Of(built.Folder));
            Assert.Equal(2, warnings.Count);
            Assert.Equal(kept, CacheFolder.Files(_workspace[".cuvee/cache/findings"]));
        }
    }

    [Fact]
    public void Only_what_the_last_build_of_a_recipe_used_stays()
    {
        WriteSmall();
        _workspace.Build(Small);
        var first = Entries();
        _workspace.WriteLines("in/a.jsonl", Lines.Many(50, 77));
        _workspace.Build(Small);
        var second = Entries();
        Assert.Equal((3, 3, 2), (first.Length, second.Length, first.Intersect(second).Count()));
        Assert.Equal([("s", "in/a.jsonl"), ("s", "in/b.jsonl"), ("s", "in/c.jsonl")], CacheListing.Of(_workspace[".cuvee"]).SkipLast(2).Select(entry => (entry.Source!, entry.File!)));
        Assert.Equal([("all", "lines"), ("all", "near")], CacheListing.Of(_workspace[".cuvee"]).TakeLast(2).Select(entry => (entry.Dataset!, entry.Found!)));

        _workspace.Build(Small, new BuildOptions { UsesCache = false, Out = _workspace["other"] });
        Assert.Equal(second, Entries());
        File.WriteAllBytes(_workspace[".cuvee/cache/entries/stray"], [1]);
        Assert.Equal(new Pruned(1, 1), Pruning.Unused(_workspace[".cuvee"]));
        var largest = CacheListing.Of(_workspace[".cuvee"]).Sum(entry => entry.Bytes) - 1;
        Assert.Equal(1, Pruning.ToSize(_workspace[".cuvee"], largest).Entries);
        Assert.Equal(4, Pruning.All(_workspace[".cuvee"]).Entries);
        Assert.Equal(0, _workspace.Build(Small).Result.ReusedFiles);
    }

    [Fact]
    public void The_key_tells_what_changed()
    {
        WriteSmall();
        _workspace.Build(Small);
        Assert.All(Explain(), finding => Assert.True(finding.IsReused));
        _workspace.WriteLines("in/a.jsonl", Lines.Many(50, 78));
        _workspace.WriteLines("in/e.jsonl", Lines.Many(5, 79));
        var found = Explain();
        Assert.Equal([("in/a.jsonl", "its key changed"), ("in/b.jsonl", ""), ("in/c.jsonl", ""), ("in/e.jsonl", "no build has read it yet")], found.Select(finding => (finding.File, finding.Why)));
        Assert.Equal(["- input sha256", "+ input sha256"], found[0].Differences.Select(line => line[..14]));

        File.Delete(_workspace["in/e.jsonl"]);
        _workspace.Write("recipe.yaml", Small.Replace("max: 400", "max: 300", StringComparison.Ordinal));
        Assert.Equal(["- filter length version 1: (max=400,unit=characters,of=conversation)", "+ filter length version 1: (max=300,unit=characters,of=conversation)"], Explain()[1].Differences);
    }

    [Fact]
    public void Recipes_that_share_a_store_build_at_once()
    {
        WriteSmall();
        var expected = FolderContent.Of(_workspace.Build(Small, new BuildOptions { UsesCache = false }).Folder);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["CUVEE_CACHE"] = _workspace["shared"] };
        for (var round = 0; round < 3; round++)
        {
            if (round == 2) Pruning.All(_workspace["shared"]);
            var processes = Enumerable.Range(0, 4).Select(i =>
            {
                _workspace.Write($"recipe{i}.yaml", Small.Replace("name: small", $"name: small{i}", StringComparison.Ordinal));
                if (Directory.Exists(_workspace[$"build/small{i}"])) Directory.Delete(_workspace[$"build/small{i}"], recursive: true);
                return CuveeProgram.StartBuild(_workspace[$"recipe{i}.yaml"], environment);
            }).ToList();
            foreach (var process in processes)
            {
                var errors = process.StandardError.ReadToEnd();
                process.WaitForExit();
                Assert.True(process.ExitCode == 0, errors);
                process.Dispose();
            }

            for (var i = 0; i < 4; i++) Assert.Equal(expected["all/data/train-00000-of-00001.jsonl"], FolderContent.Of(_workspace[$"build/small{i}"])["all/data/train-00000-of-00001.jsonl"]);
            Assert.Equal(3, CacheFolder.Files(_workspace["shared/cache/entries"]).Count);
        }
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("jsonl.gz")]
    [InlineData("parquet")]
    public void What_gates_find_is_the_same_whether_lines_are_remembered_or_not(string files)
    {
        var recipe = Gated.Replace("FILES", files, StringComparison.Ordinal);
        WriteGated(_workspace, 5);
        _workspace.Build(recipe, Into("cold"));
        var lines = Assert.Single(CacheFolder.Files(_workspace[".cuvee/cache/findings"]));
        WriteGated(_workspace, 6);
        var warm = _workspace.Build(recipe, Into("warm"));
        FolderContent.AssertSame(Fresh(recipe, workspace => WriteGated(workspace, 6)), FolderContent.Of(warm.Folder));
        Assert.Equal((1, 2), (warm.Result.ReusedFiles, warm.Result.Files));
        Assert.Equal(GateStatus.Warned, warm.Result.Datasets[0].Gates.Single(gate => gate.Name == "pii").Status);

        var stricter = recipe.Replace("pii: { warn: 0% }", "pii: { warn: 0%, error: 0% }", StringComparison.Ordinal);
        var failed = _workspace.Build(stricter, Into("stricter"));
        FolderContent.AssertSame(Fresh(stricter, workspace => WriteGated(workspace, 6)), FolderContent.Of(failed.Folder));
        Assert.Equal(lines, Assert.Single(CacheFolder.Files(_workspace[".cuvee/cache/findings"])));

        var other = recipe.Replace("[email]", "[email, phone]", StringComparison.Ordinal);
        _workspace.Build(other, Into("other"));
        Assert.NotEqual(lines, Assert.Single(CacheFolder.Files(_workspace[".cuvee/cache/findings"])));
    }

    [Fact]
    public void A_benchmark_that_records_are_dropped_for_from_now_on_is_searched_for_in_every_line()
    {
        const string Both = "decontaminate: [{ against: bench.jsonl, name: bench, n: 6, action: flag }, { against: other.jsonl, name: other, n: 8 }]";
        var flagged = Gated.Replace("FILES", "jsonl", StringComparison.Ordinal).Replace("decontaminate: [{ against: bench.jsonl, name: bench }]", Both, StringComparison.Ordinal);
        var dropped = flagged.Replace("n: 6, action: flag", "n: 6", StringComparison.Ordinal);
        var write = (Workspace workspace) =>
        {
            WriteGated(workspace, 5);
            workspace.WriteLines("other.jsonl", """{"question": "Which of the seven ferries crosses the grey sound before the morning fog has lifted", "answer": "y"}""");
        };
        write(_workspace);
        _workspace.Build(flagged, Into("flagged"));
        var first = Assert.Single(CacheFolder.Files(_workspace[".cuvee/cache/findings"]));
        FolderContent.AssertSame(Fresh(dropped, write), FolderContent.Of(_workspace.Build(dropped, Into("dropped")).Folder));
        Assert.NotEqual(first, Assert.Single(CacheFolder.Files(_workspace[".cuvee/cache/findings"])));
    }

    private static SortedDictionary<string, string> Fresh(string recipe, Action<Workspace> write)
    {
        using var workspace = new Workspace();
        write(workspace);
        return FolderContent.Of(workspace.Build(recipe, new BuildOptions { UsesCache = false }).Folder);
    }

    private static void WriteRich(Workspace workspace)
    {
        MixedInputs.Write(workspace);
        workspace.WriteLines("bench.jsonl", """{"question": "A line of prose, number 7, with ümläuts.", "answer": "x"}""", """{"question": "What is the parquet question of all of these rows here?", "answer": "y"}""");
    }

    private static void WriteGated(Workspace workspace, int seed)
    {
        workspace.WriteLines("bench.jsonl", """{"question": "How many copper kettles did the quiet baker carry over the old stone bridge that night", "answer": "y"}""");
        string[] more = [Lines.Chat("mail me", "at jane@example-mail.org"), Lines.Chat("How many copper kettles did the quiet baker carry over the old stone bridge", "three")];
        workspace.WriteLines("in/a.jsonl", Lines.Many(40, 1).Concat(more));
        workspace.WriteLines("in/b.jsonl", Lines.Many(40, seed).Append(Lines.Chat("or me", $"at bob{seed}@example-mail.org")));
        Thread.Sleep(50);
    }

    /// <summary>Three files that no clock takes for new.</summary>
    private void WriteSmall(Workspace? workspace = null)
    {
        foreach (var (name, seed) in new[] { ("a", 1), ("b", 2), ("c", 1) })
        {
            string[] more = [Lines.Chat("mail me", $"at jane.{name}@example-mail.org"), "{\"cut", Lines.Chat("ask " + new string('x', 500), "long")];
            var path = (workspace ?? _workspace).WriteLines($"in/{name}.jsonl", Lines.Many(40, seed).Concat(more));
            File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 1, DateTimeKind.Utc));
        }

        // The time of the change is the system's own
        Thread.Sleep(50);
    }

    private BuildOptions Into(string folder) => new() { Out = _workspace[folder] };

    private string[] Entries() => [.. CacheFolder.Files(_workspace[".cuvee/cache/entries"])];

    private CacheFinding[] Explain() => [.. CacheExplanation.Of(RecipeReader.Read(_workspace["recipe.yaml"]))];

    private sealed class Warnings : IProgress
    {
        public int Count { get; private set; }

        public void Begin(string step, long total, string unit)
        {
            // Only warnings are counted
        }

        public void Advance(long amount)
        {
            // Only warnings are counted
        }

        public void Warn(string message) => Count += message.Contains("damaged", StringComparison.Ordinal) ? 1 : 0;
    }
}
