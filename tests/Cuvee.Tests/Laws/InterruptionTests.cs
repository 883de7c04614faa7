using System.Diagnostics;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>All or nothing: whatever stops a build, the dataset published before it stays whole, and the next build runs as if nothing had been.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const string Recipe = """
        name: big
        sources:
          first: { files: [first.jsonl] }
          second: { files: [second.jsonl] }
        dedup: { exact: { on: prompt }, near: { similarity: 0.8, n: 2 } }
        datasets:
          all: { split: { train: 90, test: 10 }, output: { metadata: full, shard: 1MB } }
          half: { from: first, output: { files: jsonl.zst } }
        """;

    private const int Kills = 50;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Killed_at_fifty_moments_the_old_dataset_is_whole_and_the_next_build_is_right()
    {
        var output = _workspace["build/big"];
        WriteInputs(100);
        var old = FolderContent.Of(_workspace.Build(Recipe, new BuildOptions { Out = output }).Folder);
        WriteInputs(1500);
        var built = _workspace.Build(Recipe);
        Assert.InRange(built["all"].Count("dropped", "near_duplicate"), 100, 1000);
        var expected = FolderContent.Of(built.Folder);
        var clock = Stopwatch.StartNew();
        CuveeProgram.Build(_workspace["recipe.yaml"]);
        var duration = clock.Elapsed;
        FolderContent.AssertSame(expected, FolderContent.Of(output));

        var random = new Random(5);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Every fifth build starts from the old dataset, the rest from what the last kill left.
            if (kill % 5 == 0)
            {
                WriteInputs(100);
                FolderContent.AssertSame(old, FolderContent.Of(_workspace.Build(Recipe, new BuildOptions { Out = output }).Folder));
                WriteInputs(1500);
            }

            using var process = CuveeProgram.StartBuild(_workspace["recipe.yaml"]);
            process.WaitForExit(TimeSpan.FromMilliseconds(duration.TotalMilliseconds * (0.15 + (random.NextDouble() * 0.85))));
            process.Kill();
            process.WaitForExit();
            foreach (var name in new[] { "all", "half" }) AssertOldOrNew(output, name, old, expected);
            JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, "summary.json"))).Dispose();
        }

        CuveeProgram.Build(_workspace["recipe.yaml"]);
        FolderContent.AssertSame(expected, FolderContent.Of(output));
        AssertOnlyTheLockIsLeft(_workspace, "big");
    }

    [Fact]
    public void However_little_a_disk_lacks_nothing_is_lost()
    {
        using var mount = Mount.OfBytes(10_000_000);
        var options = new BuildOptions { Out = Path.Combine(mount.Folder, "out") };
        _workspace.WriteLines("in.jsonl", Lines.Many(10, 1));
        const string Small = "name: full\nsources: { s: { files: in.jsonl.gz } }\n";
        _workspace.Write("in.jsonl.gz", Compressed.Gzip(string.Concat(Lines.Many(10, 1).Select(line => line + "\n"))));
        var before = FolderContent.Of(_workspace.Build(Small, options).Folder);
        var filler = new string('x', 1000);
        _workspace.Write("in.jsonl.gz", Compressed.Gzip(string.Concat(Enumerable.Range(0, 400).Select(i => Lines.Alpaca($"q{i}", filler) + "\n"))));

        var failures = 0;
        for (var bytes = 350_000; ; bytes += 24 * 1024, failures++)
        {
            mount.Resize(bytes);
            try
            {
                Assert.True(_workspace.Build(Small, options).Result.Passed);
                break;
            }
            catch (CuveeException error)
            {
                Assert.StartsWith(options.Out, error.Message);
                FolderContent.AssertSame(before, FolderContent.Of(options.Out));
            }
        }

        Assert.InRange(failures, 5, 20);
        FolderContent.AssertWhole(Path.Combine(options.Out, "full"));
    }

    [Fact]
    public void A_disk_that_fills_up_under_the_output_is_an_error_and_no_loss()
    {
        using var mount = Mount.OfBytes(3_000_000);
        AssertNothingIsLost(new BuildOptions { Out = Path.Combine(mount.Folder, "out") }, mount.Folder);
    }

    [Fact]
    public void A_disk_that_fills_up_under_the_store_is_an_error_and_no_loss()
    {
        using var mount = Mount.OfBytes(3_000_000);
        using var inner = new Workspace(mount.Folder);
        AssertNothingIsLost(new BuildOptions { Out = _workspace["out"] }, mount.Folder, inner);
    }

    [Fact]
    public void A_disk_that_is_too_small_is_seen_at_the_start()
    {
        using var mount = Mount.OfBytes(1_000_000);
        WriteInputs(8000);
        var error = Assert.Throws<CuveeException>(() => _workspace.Build(Recipe, new BuildOptions { Out = Path.Combine(mount.Folder, "out") }));
        Assert.Matches("^.*/out: about [0-9]+ MB are needed and 1 MB are free; make room, or use another disk with --out and CUVEE_CACHE$", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(mount.Folder));
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_an_error_and_no_loss()
    {
        using var mount = Mount.OfBytes(20_000_000);
        var options = new BuildOptions { Out = Path.Combine(mount.Folder, "out") };
        WriteInputs(100);
        var before = FolderContent.Of(_workspace.Build(Recipe, options).Folder);
        mount.MakeReadOnly();
        WriteInputs(200);
        var error = Assert.Throws<CuveeException>(() => _workspace.Build(Recipe, options));
        Assert.StartsWith($"{options.Out}: the output folder cannot be written", error.Message);
        FolderContent.AssertSame(before, FolderContent.Of(options.Out));
    }

    [Fact]
    public void Two_builds_of_one_recipe_at_once_are_one_too_many()
    {
        WriteInputs(100);
        var isTried = false;
        var progress = new StepHook(_ =>
        {
            if (isTried) return;
            isTried = true;
            var error = Assert.Throws<CuveeException>(() => _workspace.Build(Recipe));
            Assert.EndsWith(".lock: another build of 'big' is running; wait for it, or set CUVEE_CACHE to another folder", error.Message);
        });
        Assert.True(_workspace.Build(Recipe, new BuildOptions { Progress = progress }).Result.Passed);
        Assert.True(isTried);
    }

    [Fact]
    public void Two_processes_at_once_leave_one_whole_output()
    {
        WriteInputs(4000);
        var expected = FolderContent.Of(_workspace.Build(Recipe).Folder);
        using var one = CuveeProgram.StartBuild(_workspace["recipe.yaml"]);
        using var two = CuveeProgram.StartBuild(_workspace["recipe.yaml"]);
        var errors = new[] { one, two }.Select(process => (Text: process.StandardError.ReadToEnd(), Process: process)).ToList();
        foreach (var (_, process) in errors) process.WaitForExit();
        Assert.Contains(errors, build => build.Process.ExitCode == 0);
        Assert.All(errors.Where(build => build.Process.ExitCode != 0), build => Assert.Contains("another build of 'big' is running", build.Text));
        FolderContent.AssertSame(expected, FolderContent.Of(_workspace["build/big"]));
    }

    /// <summary>Builds a little first, then more than the disk takes. The text is so compressible that the estimate cannot foresee it.</summary>
    private void AssertNothingIsLost(BuildOptions options, string disk, Workspace? recipeAt = null)
    {
        var workspace = recipeAt ?? _workspace;
        var input = _workspace["in.jsonl.gz"];
        var recipe = $"name: full\nsources: {{ s: {{ files: '{input}' }} }}\n";
        _workspace.Write("in.jsonl.gz", Compressed.Gzip(string.Concat(Lines.Many(100, 1).Select(line => line + "\n"))));
        var before = FolderContent.Of(workspace.Build(recipe, options).Folder);

        var filler = new string('x', 1000);
        _workspace.Write("in.jsonl.gz", Compressed.Gzip(string.Concat(Enumerable.Range(0, 8000).Select(i => Lines.Alpaca($"q{i}", filler) + "\n"))));
        var error = Assert.Throws<CuveeException>(() => workspace.Build(recipe, options));
        Assert.StartsWith(disk, error.Message);
        Assert.EndsWith(": the disk is full; make room, or use another disk with --out and CUVEE_CACHE", error.Message);
        FolderContent.AssertSame(before, FolderContent.Of(options.Out!));
        AssertOnlyTheLockIsLeft(workspace, "full");
    }

    private static void AssertOnlyTheLockIsLeft(Workspace workspace, string recipe) =>
        Assert.Equal([$"{recipe}.lock"], Directory.GetFileSystemEntries(Path.Combine(workspace.Folder, ".cuvee", "work")).Select(Path.GetFileName));

    private void WriteInputs(int count)
    {
        _workspace.WriteLines("first.jsonl", Lines.Many(count, seed: 1));
        // One in ten of the first once more, with a word more in question and answer
        var twins = Lines.Many(count, seed: 1).Where((_, i) => i % 10 == 0).Select(line => line.Replace("?\"", " again?\"", StringComparison.Ordinal).Replace(".\"", " again.\"", StringComparison.Ordinal));
        _workspace.WriteLines("second.jsonl", Lines.Many(count, seed: 2).Concat(twins));
    }

    private static void AssertOldOrNew(string output, string name, SortedDictionary<string, string> old, SortedDictionary<string, string> @new)
    {
        var folder = Path.Combine(output, name);
        FolderContent.AssertWhole(folder);
        var actual = FolderContent.Of(folder);
        var isOld = actual["ledger.parquet"] == old[$"{name}/ledger.parquet"];
        FolderContent.AssertSame(Below(isOld ? old : @new, name), actual);
    }

    private static SortedDictionary<string, string> Below(SortedDictionary<string, string> files, string name) =>
        new(files.Where(file => file.Key.StartsWith(name + "/", StringComparison.Ordinal)).ToDictionary(file => file.Key[(name.Length + 1)..], file => file.Value), StringComparer.Ordinal);
}
