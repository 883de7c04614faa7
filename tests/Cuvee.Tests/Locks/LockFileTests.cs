using Cuvee.Engine;
using Cuvee.Locks;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Locks;

public sealed class LockFileTests : IDisposable
{
    private const string Text = "name: one\nsources: { s: { files: s.jsonl }, t: { files: t.jsonl } }\nfilters: [ no_tools ]\ndatasets: { x: { from: [s] }, y: { from: [t] } }\n";

    private readonly Workspace _workspace = new();

    public LockFileTests()
    {
        _workspace.WriteLines("s.jsonl", Lines.Alpaca("q", "a"), Lines.Alpaca("r", "b"));
        _workspace.WriteLines("t.jsonl", Lines.Alpaca("ü", "ö"));
        _workspace.Write("recipe.yaml", Text);
    }

    private Recipe Recipe => RecipeReader.Read(_workspace["recipe.yaml"]);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_lock_has_a_sorted_line_for_each_thing_and_neither_time_nor_path()
    {
        Lock();
        var text = File.ReadAllText(_workspace["cuvee.lock"]);
        var lines = text.Split('\n')[..^1];
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.Equal(
            ["dataset x", "dataset y", "input s s.jsonl", "input t t.jsonl", "operator x no_tools", "operator y no_tools", "recipe"],
            lines.Select(line => LockEntry.Parse(line)!.Title));
        Assert.DoesNotContain(_workspace.Folder, text, StringComparison.Ordinal);
        Assert.Contains("\"bytes\":72,\"records\":2}", lines[2], StringComparison.Ordinal);
        Lock();
        Assert.Equal(text, File.ReadAllText(_workspace["cuvee.lock"]));
    }

    [Fact]
    public void What_another_recipe_locks_stays()
    {
        const string other = "{\"recipe\":\"another\",\"kind\":\"recipe\",\"sha256\":\"00\"}\n";
        _workspace.Write("cuvee.lock", other);
        Assert.Contains("says nothing of recipe 'one'", Assert.Throws<CuveeException>(() => LockFile.Read(Recipe)).Message, StringComparison.Ordinal);
        Lock();
        Assert.StartsWith(other, File.ReadAllText(_workspace["cuvee.lock"]), StringComparison.Ordinal);
        Assert.Equal(7, LockFile.Read(Recipe).Entries.Length);
    }

    [Theory]
    [InlineData("<<<<<<< ours")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"recipe\":\"one\"}")]
    [InlineData("{\"recipe\":\"one\",\"kind\":\"input\",\"bytes\":\"many\"}")]
    public void A_line_that_is_none_is_an_error_with_its_number(string line)
    {
        _workspace.WriteLines("cuvee.lock", "{\"recipe\":\"one\",\"kind\":\"recipe\",\"sha256\":\"00\"}", line);
        Assert.Contains("cuvee.lock:2: not a line of a lock file", Assert.Throws<CuveeException>(() => LockFile.Read(Recipe)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_build_of_the_same_publishes()
    {
        Lock();
        Assert.True(BuildLocked().Passed);
        Assert.True(BuildLocked("x").Passed);
    }

    [Fact]
    public void A_locked_build_of_something_else_publishes_nothing_and_names_it()
    {
        Lock();
        var before = File.ReadAllText(_workspace["out/y/manifest.json"]);
        _workspace.WriteLines("t.jsonl", Lines.Alpaca("ü", "other"), Lines.Alpaca("v", "w"));
        var lines = Assert.Throws<CuveeException>(() => BuildLocked()).Message.Split('\n');
        Assert.Equal(["dataset y", "input t t.jsonl", "nothing was published; `cuvee diff` shows what changed, `cuvee lock"], lines.Select(line => line.Split(": ")[1].Split($" {_workspace.Folder}")[0]));
        Assert.Contains("records 2, locked 1", lines[1], StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_workspace["out/y/manifest.json"]));
        Assert.Equal(["summary.json", "x", "y"], Directory.GetFileSystemEntries(_workspace["out"]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        // The other dataset does not read that file
        Assert.True(BuildLocked("x").Passed);
    }

    [Fact]
    public void A_build_of_something_else_cannot_be_locked()
    {
        Lock();
        File.AppendAllText(_workspace["s.jsonl"], Lines.Alpaca("more", "of it") + "\n");
        var observed = LockState.Observed(Recipe, _workspace["out"]);
        var (recorded, why) = LockState.OfLastBuild(Recipe, _workspace["out"], observed);
        Assert.Null(recorded);
        Assert.StartsWith("the datasets were built from something else (input s s.jsonl: sha256 ", why, StringComparison.Ordinal);
        Assert.Equal((null, "dataset x is not built"), LockState.OfLastBuild(Recipe, _workspace["elsewhere"], observed));
    }

    [Fact]
    public void Benchmarks_and_allowed_texts_are_locked_too()
    {
        _workspace.WriteLines("bench.jsonl", "{\"question\": \"how many legs does a grey spider usually have on the whole of it\", \"answer\": \"eight\"}");
        _workspace.Write("allow.txt", "a text that never counts at all\n");
        _workspace.Write("recipe.yaml", Text + "decontaminate: [ { against: bench.jsonl, allow: allow.txt } ]\n");
        Lock();
        Assert.True(BuildLocked().Passed);
        _workspace.Write("allow.txt", "another text that never counts at all\n");
        var observed = LockState.Observed(Recipe, _workspace["out"]);
        var difference = Assert.Single(LockComparison.Differences(LockFile.Read(Recipe).Entries.Where(entry => entry.Kind != LockEntry.OfDataset), observed));
        Assert.StartsWith("allowed allow.txt: sha256 ", difference, StringComparison.Ordinal);
        Assert.Contains(observed, entry => entry is { Kind: LockEntry.OfBenchmark, Name: "bench.jsonl" });
        Assert.Contains("allowed allow.txt", Assert.Throws<CuveeException>(() => BuildLocked()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chat_template_is_locked_too()
    {
        const string Template = "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}";
        _workspace.Write("chat.jinja", Template);
        _workspace.Write("recipe.yaml", Text + "tokens: { tokenizer: cl100k_base, template: chat.jinja }\n");
        Lock();
        Assert.True(BuildLocked().Passed);
        _workspace.Write("chat.jinja", Template + "end");
        var observed = LockState.Observed(Recipe, _workspace["out"]);
        var difference = Assert.Single(LockComparison.Differences(LockFile.Read(Recipe).Entries.Where(entry => entry.Kind != LockEntry.OfDataset), observed));
        Assert.StartsWith("tokenizer chat.jinja: sha256 ", difference, StringComparison.Ordinal);
        Assert.Contains("tokenizer chat.jinja", Assert.Throws<CuveeException>(() => BuildLocked()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_both_know_of_a_thing_differs()
    {
        var known = new LockEntry("r", LockEntry.OfInput, "s", "f") { Sha256 = "aa", Bytes = 1, Records = 2 };
        Assert.Equal([], LockComparison.Differences([known], [known with { Records = null }]));
        Assert.Equal(["input s f: bytes 3, locked 1; records 4, locked 2"], LockComparison.Differences([known], [known with { Bytes = 3, Records = 4 }]));
        Assert.Equal(["input s f: locked, and no more used", "input s g: not locked"], LockComparison.Differences([known], [known with { Name = "g" }]));
        var (one, other) = (new string('a', 64), new string('a', 63) + "b");
        Assert.Equal(["input s f: sha256 aaaaaaaaaaaa, locked aaaaaaaaaaaa"], LockComparison.Differences([known with { Sha256 = one }], [known with { Sha256 = other }]));
    }

    private void Lock()
    {
        Assert.True(Build.Run(Recipe, new BuildOptions { Out = _workspace["out"], Threads = 1 }).Passed);
        var observed = LockState.Observed(Recipe, _workspace["out"]);
        LockFile.Write(Recipe, LockState.Join(observed, LockState.OfLastBuild(Recipe, _workspace["out"], observed).Recorded!.Value));
    }

    private BuildResult BuildLocked(params string[] only) => Build.Run(Recipe, new BuildOptions { Out = _workspace["out"], Threads = 1, Only = only, Lock = LockFile.Read(Recipe) });
}
