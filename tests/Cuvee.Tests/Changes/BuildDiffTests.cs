using System.Collections.Immutable;
using Cuvee.Changes;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Changes;

public sealed class BuildDiffTests : IDisposable
{
    private const string Plain = "name: one\nsources: { s: { files: \"*.jsonl\" } }\ndatasets: { one: { order: source } }\n";
    private static readonly string[] Three = [Line("Où est-ce ?", "Ici"), Line("two", "second"), Line("three", "third")];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void The_same_build_is_the_same()
    {
        Build("a", Plain, Three);
        Build("b", Plain, Three);
        var diff = Diff();
        Assert.Equal((true, false), (diff.IsSame, diff.IsReordered));
        Assert.Equal([], Texts(diff));
    }

    [Fact]
    public void A_line_on_top_is_added_and_moves_nobody()
    {
        Build("a", Plain, Three);
        Build("b", Plain, [Line("new", "one"), .. Three]);
        Assert.Equal(["Added not in the input; InputChanged: s in.jsonl: other bytes; 1: in.jsonl:1"], Texts(Diff()));
    }

    [Fact]
    public void A_line_that_is_gone_is_removed()
    {
        Build("a", Plain, Three);
        Build("b", Plain, Three[1..]);
        Assert.Equal(["Removed not in the input; InputChanged: s in.jsonl: other bytes; 1: in.jsonl:1"], Texts(Diff()));
    }

    [Fact]
    public void A_line_with_another_text_is_changed()
    {
        Build("a", Plain, Three);
        Build("b", Plain, [Three[0], Line("two", "zweite"), Three[2]]);
        Assert.Equal(["Changed content; InputChanged: s in.jsonl: other bytes; 1: in.jsonl:2"], Texts(Diff()));
    }

    [Fact]
    public void A_line_that_cannot_be_read_any_more_is_removed()
    {
        Build("a", Plain, Three);
        Build("b", Plain.Replace("order: source", "order: source, gates: { quarantine: { error: 100% } }", StringComparison.Ordinal), [Three[0], "{", Three[2]]);
        Assert.Equal(["Removed quarantined: malformed_json; InputChanged: s in.jsonl: other bytes; 1: in.jsonl:2"], Texts(Diff()));
    }

    [Fact]
    public void A_file_that_is_gone_or_renamed_is_told_from_one_that_changed()
    {
        _workspace.WriteLines("more.jsonl", Line("more", "of it"));
        Build("a", Plain, Three);
        File.Delete(_workspace["more.jsonl"]);
        Build("b", Plain, Three);
        Assert.Equal(["Removed not in the input; InputChanged: s more.jsonl: gone; 1: more.jsonl:1"], Texts(Diff()));
        File.Move(_workspace["in.jsonl"], _workspace["input.jsonl"]);
        _workspace.WriteLines("in.jsonl", Line("x", "y"));
        Build("a", Plain, [Line("x", "y")]);
        Assert.Equal(["Added not in the input; InputChanged: s in.jsonl: other bytes; 1: in.jsonl:1"], Texts(Diff("b", "a")));
    }

    [Fact]
    public void A_filter_with_another_threshold_is_a_change_of_the_recipe()
    {
        string[] lines = [Line("one", "first", 0.4), Line("two", "second", 0.6)];
        Build("a", Plain + "filters: [ { score: { min: 0.3 } } ]\n", lines);
        Build("b", Plain + "filters: [ no_tools, { score: { min: 0.5 } } ]\n", lines);
        Assert.Equal(["Removed filter: score_low; RecipeChanged: filters[1].score.min: 0.5 (was 0.3); 1: in.jsonl:1"], Texts(Diff()));
        Assert.Equal(["Added filter: score_low; RecipeChanged: filters[0].score.min: 0.3 (was 0.5); 1: in.jsonl:1"], Texts(Diff("b", "a")));
    }

    [Fact]
    public void An_operator_of_another_version_is_a_cause_and_without_it_there_is_none()
    {
        string[] lines = [Line("one", "first", 0.4), Line("two", "second", 0.6)];
        Build("a", Plain + "filters: [ { score: { min: 0.3 } } ]\n", lines);
        Build("b", Plain + "filters: [ { score: { min: 0.5 } } ]\n", lines);
        File.Copy(_workspace["a/one/recipe.json"], _workspace["b/one/recipe.json"], overwrite: true);
        Assert.Equal(["Removed filter: score_low; NoCauseFound: ; 1: in.jsonl:1"], Texts(Diff()));
        Replace("b/one/manifest.json", "\"name\": \"score\",\n      \"version\": \"1\"", "\"name\": \"score\",\n      \"version\": \"2\"");
        var diff = Diff();
        Assert.Equal(["Removed filter: score_low; OperatorChanged: score: version 2, was 1; 1: in.jsonl:1"], Texts(diff));
        Assert.Equal(["score: version 2, was 1"], diff.Operators);
    }

    [Fact]
    public void A_new_duplicate_displaces()
    {
        const string recipe = Plain + "dedup: { exact: { on: prompt } }\n";
        Build("a", recipe, Three);
        Build("b", recipe, [Line("two", "another answer"), .. Three]);
        Assert.Equal(
            [
                "Added not in the input; InputChanged: s in.jsonl: other bytes; 1: in.jsonl:1",
                "Removed exact_dedup: conflict; Displaced: by a duplicate that is new in the input; 1: in.jsonl:2",
            ],
            Texts(Diff()));
        Assert.Equal("in.jsonl:1", Diff().Groups[1].Examples[0].Other);
        Assert.Equal(
            [
                "Added exact_dedup: conflict; Displaced: its duplicate is no longer in the input; 1: in.jsonl:2",
                "Removed not in the input; InputChanged: s in.jsonl: other bytes; 1: in.jsonl:1",
            ],
            Texts(Diff("b", "a")));
    }

    [Fact]
    public void A_duplicate_that_was_not_kept_before_displaces()
    {
        string[] lines = [Line("one", "first", 0.4), Line("one", "other", 0.6)];
        Build("a", Plain + "filters: [ { score: { min: 0.5 } } ]\ndedup: { exact: { on: prompt } }\n", lines);
        Build("b", Plain + "filters: [ { score: { min: 0.3 } } ]\ndedup: { exact: { on: prompt } }\n", lines);
        Assert.Equal(
            [
                "Added filter: score_low; RecipeChanged: filters[0].score.min: 0.3 (was 0.5); 1: in.jsonl:1",
                "Removed exact_dedup: conflict; Displaced: by a duplicate that was not kept before; 1: in.jsonl:2",
            ],
            Texts(Diff()));
    }

    [Fact]
    public void Another_rule_for_duplicates_is_a_change_of_the_recipe()
    {
        string[] lines = [Line("one", "first"), Line("one", "second and longer")];
        Build("a", Plain + "dedup: { exact: { on: prompt } }\n", lines);
        Build("b", Plain + "dedup: { exact: { on: prompt }, keep: longest }\n", lines);
        Assert.Equal(
            [
                "Added exact_dedup: conflict; RecipeChanged: dedup.keep: \"longest\" (was \"first\"); 1: in.jsonl:2",
                "Removed exact_dedup: conflict; RecipeChanged: dedup.keep: \"longest\" (was \"first\"); 1: in.jsonl:1",
            ],
            Texts(Diff()));
    }

    [Fact]
    public void A_quota_that_is_the_same_shifts_when_others_come()
    {
        var recipe = Plain.Replace("files: \"*.jsonl\"", "files: \"*.jsonl\", take: 4", StringComparison.Ordinal);
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => Line($"question {i}", $"answer {i}"))];
        Build("a", recipe, lines[..6]);
        Build("b", recipe, lines);
        var removed = Diff().Groups.Where(group => group.Kind == DiffKind.Removed).ToList();
        Assert.Equal([(DiffCause.QuotaShifted, "take: not_taken")], removed.Select(group => (group.Cause, group.Outcome)));
        Build("b", recipe.Replace("take: 4", "take: 3", StringComparison.Ordinal), lines[..6]);
        Assert.Equal([(DiffCause.RecipeChanged, "sources.s.take: 3 (was 4)", 1L)], Diff().Groups.Select(group => (group.Cause, group.Detail, group.Count)));
    }

    [Fact]
    public void Records_move_when_shares_or_exact_sizes_do()
    {
        var recipe = Plain.Replace("order: source", "split: { train: 50, test: 50, sizes: exact }", StringComparison.Ordinal);
        string[] lines = [.. Enumerable.Range(0, 300).Select(i => Line($"question {i}", $"answer {i}"))];
        Build("a", recipe, lines[..100]);
        Build("b", recipe, lines);
        var moved = Diff().Groups.Where(group => group.Kind == DiffKind.Moved).ToList();
        Assert.NotEmpty(moved);
        Assert.All(moved, group => Assert.Equal(DiffCause.QuotaShifted, group.Cause));
        Build("b", recipe.Replace("train: 50, test: 50", "train: 60, test: 40", StringComparison.Ordinal), lines[..100]);
        Assert.Equal(
            [("test to train", DiffCause.RecipeChanged, "datasets.one.split.train: 60 (was 50); datasets.one.split.test: 40 (was 50)", 10L)],
            Diff().Groups.Select(group => (group.Outcome, group.Cause, group.Detail, group.Count)));
    }

    [Fact]
    public void A_rule_that_changes_texts_or_lines_is_a_change_of_the_recipe()
    {
        Build("a", Plain, Line(" one ", "first"), Line("two", "second"));
        Build("b", Plain + "normalize: { trim: true }\n", Line(" one ", "first"), Line("two", "second"));
        Assert.Equal(["Changed line; RecipeChanged: normalize.trim: true (new); 1: in.jsonl:1"], Texts(Diff()));
        Build("b", Plain.Replace("order: source", "order: source, output: { metadata: full }", StringComparison.Ordinal), Line(" one ", "first"), Line("two", "second"));
        var diff = Diff();
        Assert.Equal([(DiffKind.Changed, "line", DiffCause.RecipeChanged, 2L)], diff.Groups.Select(group => (group.Kind, group.Outcome, group.Cause, group.Count)));
        Assert.Contains("datasets.one.output.metadata", diff.Groups[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_a_dataset_no_longer_draws_from_is_a_change_of_the_recipe()
    {
        const string two = "name: one\nsources: { s: { files: in.jsonl }, t: { files: other.jsonl } }\ndatasets: { one: { order: source, from: [s, t] } }\n";
        _workspace.WriteLines("other.jsonl", Line("elsewhere", "there"));
        Build("a", two, Three);
        Build("b", two.Replace("[s, t]", "[s]", StringComparison.Ordinal), Three);
        Assert.Equal(["Removed not in the input; RecipeChanged: datasets.one.from[1]: \"t\" (gone); 1: other.jsonl:1"], Texts(Diff()));
    }

    [Fact]
    public void The_same_records_in_another_order_are_reordered()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => Line($"question {i}", $"answer {i}"))];
        Build("a", Plain, lines);
        Build("b", Plain.Replace("order: source", "order: shuffled", StringComparison.Ordinal), lines);
        var diff = Diff();
        Assert.Equal((false, true), (diff.IsSame, diff.IsReordered));
        Assert.Equal([], Texts(diff));
    }

    [Fact]
    public void Datasets_of_one_build_alone_are_said()
    {
        const string two = "name: one\nsources: { s: { files: in.jsonl } }\ndatasets: { x: {}, y: {} }\n";
        Build("a", two, Three);
        Build("b", two.Replace("y: {}", "z: {}", StringComparison.Ordinal), Three);
        Assert.Equal(
            [("x", true, true, true), ("y", false, true, false), ("z", false, false, true)],
            BuildDiff.Of(_workspace["a"], _workspace["b"], 1, new NoProgress()).Select(diff => (diff.Name, diff.IsSame, diff.IsInFirst, diff.IsInSecond)));
    }

    [Fact]
    public void Threads_show_in_nothing()
    {
        string[] lines = [.. Enumerable.Range(0, 5000).Select(i => Line($"question {i % 4000}", $"answer {i}", i % 10 / 10.0))];
        Build("a", Plain + "filters: [ { score: { min: 0.3 } } ]\ndedup: { exact: { on: prompt } }\n", lines);
        Build("b", Plain + "filters: [ { score: { min: 0.5 } } ]\ndedup: { exact: { on: prompt } }\n", [.. lines[100..], lines[0]]);
        var one = Texts(BuildDiff.Of(_workspace["a"], _workspace["b"], 1, new NoProgress())[0]).ToList();
        Assert.True(one.Count > 2);
        Assert.Equal(one, Texts(BuildDiff.Of(_workspace["a"], _workspace["b"], 7, new NoProgress())[0]));
    }

    [Fact]
    public void A_damaged_ledger_or_manifest_is_an_error_with_its_path()
    {
        Build("a", Plain, Three);
        Build("b", Plain, Three);
        File.WriteAllText(_workspace["b/one/ledger.parquet"], "no ledger");
        Assert.Contains("b/one/ledger.parquet: the ledger cannot be read", Assert.Throws<CuveeException>(() => Diff()).Message, StringComparison.Ordinal);
        File.WriteAllText(_workspace["a/one/manifest.json"], "{}");
        Assert.Contains("a/one/manifest.json: cannot be read", Assert.Throws<CuveeException>(() => Diff()).Message, StringComparison.Ordinal);
    }

    private static string Line(string question, string answer, double score = 1) =>
        $"{Lines.Alpaca(question, answer)[..^1]}, \"quality_score\": {score.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}";

    private static IEnumerable<string> Texts(DatasetDiff diff) =>
        diff.Groups.Select(group => $"{group.Kind} {group.Outcome}; {group.Cause}: {group.Detail}; {group.Count}: {string.Join(' ', group.Examples.Select(example => example.Place))}");

    private void Build(string folder, string recipe, params IEnumerable<string> lines)
    {
        _workspace.WriteLines("in.jsonl", lines);
        Assert.True(_workspace.Build(recipe, new BuildOptions { Out = _workspace[folder], Threads = 1 }).Result.Passed);
    }

    private DatasetDiff Diff(string first = "a", string second = "b") => Assert.Single(BuildDiff.Of(_workspace[first], _workspace[second], 2, new NoProgress()));

    private void Replace(string path, string old, string replacement)
    {
        var text = File.ReadAllText(_workspace[path]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        _workspace.Write(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
