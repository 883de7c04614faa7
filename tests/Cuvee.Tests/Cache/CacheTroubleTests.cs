using System.Net.Sockets;
using Cuvee.Cache;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Cache;

/// <summary>Whatever becomes of a cache or of the files while they are read, a build ends as it does without one.</summary>
public sealed class CacheTroubleTests : IDisposable
{
    private const string Recipe = """
        name: small
        sources: { s: { files: [in/*.jsonl] } }
        decontaminate: { against: bench.jsonl, name: bench, action: flag }
        datasets: { all: {} }
        """;

    private readonly Workspace _workspace = new();
    private readonly Watcher _watcher = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void An_entry_of_another_plan_is_damaged()
    {
        Write();
        Build("out");
        var recipe = RecipeReader.Read(_workspace["recipe.yaml"]);
        var tags = SourcePlans.Tags(recipe);
        var plan = SourcePlans.Of(recipe, tags)[0];
        var source = new SourceFacts { Plan = plan, Observations = [], Changes = new Cuvee.Engine.ChangeTable(plan.ChangeRules) };
        using var entry = Entry.Open(Entries()[0])!;
        Assert.Throws<DamagedEntryException>(() => entry.Load(new InputPath(_workspace["in/a.jsonl"], "in/a.jsonl"), source, tags, new Outcomes()));
    }

    [Fact]
    public void A_cache_of_somebody_else_is_done_without()
    {
        Write();
        var expected = Build("without", usesCache: false);
        // A folder in place of a file is refused even to root
        Directory.CreateDirectory(_workspace[".cuvee/cache/lock"]);
        FolderContent.AssertSame(expected, Build("locked"));
        Assert.Contains("nothing is reused or kept", Assert.Single(_watcher.Warnings), StringComparison.Ordinal);
        Assert.Null(new CacheFolder(_workspace[".cuvee"]).Own());
    }

    [Fact]
    public void Entries_that_cannot_be_removed_are_left_with_a_warning()
    {
        Write();
        var expected = Build("without", usesCache: false);
        _watcher.Do = step =>
        {
            if (step != "all: decide") return;
            Directory.Move(_workspace[".cuvee/cache/entries"], _workspace["moved"]);
            // Files that the kernel lets nobody remove
            Directory.CreateSymbolicLink(_workspace[".cuvee/cache/entries"], "/proc/self/fdinfo");
        };
        FolderContent.AssertSame(expected, Build("out"));
        Assert.Contains("not all that nobody uses could be removed", Assert.Single(_watcher.Warnings), StringComparison.Ordinal);
        Assert.Throws<CuveeException>(() => Pruning.All(_workspace[".cuvee"]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Layout\": 2, \"Recipe\": \"r\", \"Inputs\": null, \"Lines\": []}")]
    [InlineData("{\"Layout\": 2, \"Recipe\": \"r\", \"Inputs\": [null], \"Lines\": []}")]
    [InlineData("{\"Layout\": 2, \"Recipe\": null, \"Inputs\": [], \"Lines\": []}")]
    [InlineData("{\"Layout\": 2, \"Recipe\": \"r\", \"Inputs\": [{}], \"Lines\": []}")]
    [InlineData("{\"Layout\": 2, \"Recipe\": \"r\", \"Inputs\": [], \"Lines\": [null]}")]
    [InlineData("{\"Layout\": 2, \"Recipe\": \"r\", \"Inputs\": []}")]
    [InlineData("{\"Layout\": 1, \"Recipe\": \"r\", \"Inputs\": [], \"Lines\": []}")]
    public void A_memory_of_another_shape_is_none(string json)
    {
        Write();
        var expected = Build("out");
        foreach (var folder in (string[])["recipes", "outputs"]) File.WriteAllText(Assert.Single(CacheFolder.Files(_workspace[$".cuvee/cache/{folder}"])), json);
        Assert.Null(CacheMemory.ReadRecipe(CacheFolder.Files(_workspace[".cuvee/cache/recipes"])[0]));
        Assert.Null(CacheMemory.ReadOutput(CacheFolder.Files(_workspace[".cuvee/cache/outputs"])[0]));
        Assert.NotEmpty(CacheListing.Of(_workspace[".cuvee"]));
        FolderContent.AssertSame(expected, Build("out"));
    }

    [Fact]
    public void An_entry_that_cannot_be_opened_is_read_again()
    {
        Write();
        var expected = Build("out");
        var entry = Entries()[0];
        File.Delete(entry);
        // A socket is there, but no file that can be opened
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_workspace["socket"]));
        File.Move(_workspace["socket"], entry);
        Assert.Throws<IOException>(() => Entry.Open(entry));
        Assert.Equal([(null, "all"), (null, null)], CacheListing.Of(_workspace[".cuvee"]).Select(listed => (listed.File, listed.Dataset)));
        FolderContent.AssertSame(expected, Build("again"));
        Assert.Contains("cannot be read, so what it was made of is read again", Assert.Single(_watcher.Warnings), StringComparison.Ordinal);
        Assert.Single(Entries());
    }

    [Fact]
    public void A_file_that_was_overwritten_with_its_time_restored_is_read_again()
    {
        var path = Write();
        var time = new DateTime(2020, 1, 1, 0, 0, 1, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);
        Thread.Sleep(50);
        Build("out");
        var before = FileIdentity.Of(path)!.Value;
        byte[] bytes = [.. File.ReadAllBytes(path).Select(value => value == (byte)'Q' ? (byte)'q' : value)];
        using (var file = File.OpenWrite(path)) file.Write(bytes);
        File.SetLastWriteTimeUtc(path, time);
        var after = FileIdentity.Of(path)!.Value;
        Assert.Equal(before, after with { ChangedNanoseconds = before.ChangedNanoseconds });
        Assert.NotEqual(before, after);
        FolderContent.AssertSame(Build("without", usesCache: false), Build("out"));
    }

    [Fact]
    public void A_file_is_settled_by_the_time_of_its_change()
    {
        var file = new FileIdentity(1, 5, 1_000_000_001, 1, 1);
        Assert.False(file.IsSettledBefore(file with { ChangedNanoseconds = 1_020_000_001 }));
        Assert.True(file.IsSettledBefore(file with { ChangedNanoseconds = 1_020_000_002 }));
        var coarse = file with { ChangedNanoseconds = 1_000_000_000 };
        Assert.False(coarse.IsSettledBefore(file with { ChangedNanoseconds = 3_000_000_000 }));
        Assert.True(coarse.IsSettledBefore(file with { ChangedNanoseconds = 3_000_000_001 }));
    }

    [Fact]
    public void Nothing_is_kept_of_a_file_that_is_replaced_while_it_is_read()
    {
        var path = Write();
        _watcher.Advanced = () =>
        {
            _workspace.WriteLines("other", Lines.Many(20, 8));
            File.Move(_workspace["other"], path, overwrite: true);
        };
        Build("first");
        Assert.Empty(Entries());
        _watcher.Advanced = () => { };
        FolderContent.AssertSame(Build("without", usesCache: false), Build("second"));
        Assert.Single(Entries());
    }

    [Fact]
    public void A_library_is_among_what_is_read_and_in_the_key_of_its_rows()
    {
        Write();
        var recipe = RecipeReader.Read(_workspace["recipe.yaml"]);
        var inputs = Inputs.Find(recipe, _workspace["out"]);
        Assert.Contains(ReadFiles.Of(recipe, _workspace["out"], inputs)!.Value, file => file.Path.EndsWith("libduckdb.so", StringComparison.Ordinal));

        Parquet.Write(_workspace["in/rows"], "SELECT 'question' AS question, 'answer' AS answer");
        var tags = SourcePlans.Tags(recipe);
        string KeyOf(string file) => SourceKey.Of(recipe, SourcePlans.Of(recipe, tags)[0], [new InputPath(_workspace[file], file)], tags, null, []);
        Assert.Equal([$"+ parquet read by duckdb {DuckDb.Version}"], EntryKey.Differences(KeyOf("in/a.jsonl"), KeyOf("in/rows")));
        Assert.Equal(KeyOf("in/a.jsonl"), KeyOf("in/none.parquet"));
    }

    [Fact]
    public void What_a_build_that_stops_had_read_is_remembered()
    {
        Write();
        _workspace.Write("in/late/b.jsonl.gz", [0x1F, 0x8B, 8, 0]);
        var both = Recipe.Replace("s: { files: [in/*.jsonl] }", "s: { files: [in/*.jsonl] }, t: { files: in/late/* }", StringComparison.Ordinal);
        Assert.Throws<CuveeException>(() => _workspace.Build(both));
        _workspace.WriteLines("in/late/b.jsonl.gz", Lines.Many(5, 3));
        var built = _workspace.Build(both).Result;
        Assert.Equal((1, 2), (built.ReusedFiles, built.Files));
    }

    [Fact]
    public void A_former_name_and_an_output_that_is_gone_are_forgotten()
    {
        Write();
        Build("out");
        Build("other");
        Assert.Equal(2, CacheFolder.Files(_workspace[".cuvee/cache/outputs"]).Count);
        Directory.Delete(_workspace["other"], recursive: true);
        _workspace.Build(Recipe.Replace("name: small", "name: renamed", StringComparison.Ordinal), new BuildOptions { Out = _workspace["renamed"] });
        Assert.StartsWith("renamed-", Path.GetFileName(Assert.Single(CacheFolder.Files(_workspace[".cuvee/cache/recipes"]))), StringComparison.Ordinal);
        Assert.Equal(2, CacheFolder.Files(_workspace[".cuvee/cache/outputs"]).Count);
    }

    /// <summary>Writes the inputs, waits until no clock takes them for new, and returns the path of the only file.</summary>
    private string Write()
    {
        _workspace.WriteLines("bench.jsonl", """{"question": "How many copper kettles did the quiet baker carry over the bridge", "answer": "y"}""");
        _workspace.Write("recipe.yaml", Recipe);
        var path = _workspace.WriteLines("in/a.jsonl", Lines.Many(20, 7));
        Thread.Sleep(50);
        return path;
    }

    private SortedDictionary<string, string> Build(string folder, bool usesCache = true) =>
        FolderContent.Of(_workspace.Build(Recipe, new BuildOptions { Out = _workspace[folder], UsesCache = usesCache, Progress = _watcher }).Folder);

    private IReadOnlyList<string> Entries() => CacheFolder.Files(_workspace[".cuvee/cache/entries"]);

    private sealed class Watcher : IProgress
    {
        public List<string> Warnings { get; } = [];

        public Action<string> Do { get; set; } = _ => { };

        public Action Advanced { get; set; } = () => { };

        public void Begin(string step, long total, string unit) => Do(step);

        public void Advance(long amount) => Advanced();

        public void Warn(string message)
        {
            if (message.Contains("cache", StringComparison.Ordinal)) Warnings.Add(message);
        }
    }
}
