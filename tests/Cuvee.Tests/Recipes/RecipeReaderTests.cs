using Cuvee.Filter;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.Filter;

namespace Cuvee.Tests.Recipes;

public sealed class RecipeReaderTests
{
    internal const string Full =
        """
        name: oracle-experts
        seed: 18446744073709551615
        sources:
          expert:
            files: [data/expert.jsonl, data/more/*.jsonl]
            tags:
              bucket: { field: _category, map: { reasoning: cot_math }, default: instruction }
              length_class: { when: { turns: { min: 21 } }, then: long, else: short }
              size: [{ when: { turns: { min: 9 } }, then: big }, { when: has_answer, then: small }, { else: none }]
            format: auto
            map: { user: problem, assistant: solution.text }
            score: { field: quality, from: [0, 10], default: 0.5 }
            take: 100000
            filters: [has_answer]
            encoding: windows-1252
            on_damage: quarantine
          pool: { files: pool.csv, tags: { family: code } }
        normalize: { trim: true, unicode: nfc, newlines: lf }
        filters: [{ score: { min: 0.3, missing: keep } }, no_tools, { last_turn: assistant }]
        dedup: { exact: { on: conversation, system: ignore, conflict: keep }, keep: best_score }
        datasets:
          v5:
            from: [pool, expert]
            mix: { by: family, shares: { expert: 66.7%, code: 33.3% }, total: 500, shortage: { repeat: { max: 3 } } }
            caps: { bucket: 45% }
            split:
              train: 90
              validation: 5
              test: 5
              holdout: [{ family: code, to: test }, { bucket: [a, b], to: validation }]
              together: [prompt, session_id]
              sizes: exact
            order: interleaved
            output: { format: sharegpt, files: jsonl.zst, metadata: { source_family: family }, shard: 1GiB, compiled: true, allow: [thinking, tools] }
            gates: { coverage: { expert: 200, partial: warn }, balance: { bucket: { warn: 40%, error: 45% }, source: 0.9 }, labels: { level: fail, ratio: 1.5, run: 8 }, quarantine: { error: 5% } }
        """;

    [Fact]
    public void EveryKeyHasADefault()
    {
        var recipe = RecipeReader.Parse("sources: { pool: { files: a.jsonl } }", "some/blend.recipe.yaml");
        Assert.Equal("blend.recipe", recipe.Name);
        Assert.Equal(42UL, recipe.Seed);
        Assert.Equal("some/blend.recipe.yaml", recipe.File);
        Assert.Equal(Path.GetFullPath("some"), recipe.Folder);
        Assert.Empty(recipe.Normalize);
        Assert.Empty(recipe.Filters);
        Assert.Equal(new DedupRule(null, null, KeepRule.First), recipe.Dedup);

        var source = Assert.Single(recipe.Sources);
        Assert.Equal(["a.jsonl"], source.Files);
        Assert.Equal([new FixedTag("family", new Mark(1, 12), "pool")], source.Tags);
        Assert.Equal(("auto", "auto", DamageAction.Fail, null), (source.Format, source.Encoding, source.OnDamage, source.Take));
        Assert.Equal(["quality_score", "_metadata.quality_score", "metadata.quality_score"], source.Score.Fields);
        Assert.Equal((0m, 1m, null), (source.Score.From, source.Score.To, source.Score.Default));

        var dataset = Assert.Single(recipe.Datasets);
        Assert.Equal("blend.recipe", dataset.Name);
        Assert.Equal(["pool"], dataset.From);
        Assert.Null(dataset.Mix);
        Assert.Empty(dataset.Caps);
        Assert.Equal([new SplitPart("train", 1, default)], dataset.Split.Parts);
        Assert.Empty(dataset.Split.Holdouts);
        Assert.True(dataset.Split.Together.Prompt);
        Assert.Empty(dataset.Split.Together.Fields);
        Assert.False(dataset.Split.IsExact);
        Assert.Equal(OrderRule.Shuffled, dataset.Order);
        Assert.Equal(("messages", "jsonl", 1_000_000_000L, false), (dataset.Output.Format, dataset.Output.Files, dataset.Output.ShardBytes, dataset.Output.IsCompiled));
        Assert.False(dataset.Output.Metadata.IsFull);
        Assert.Equal(new Threshold(0.01m, null), dataset.Gates.Quarantine);
        Assert.Null(dataset.Gates.Coverage);
    }

    [Fact]
    public void ReadsSources()
    {
        var recipe = RecipeReader.Parse(Full, "r.yaml");
        Assert.Equal(ulong.MaxValue, recipe.Seed);
        var expert = recipe.Sources[0];
        Assert.Equal(["data/expert.jsonl", "data/more/*.jsonl"], expert.Files);
        Assert.Equal(["bucket", "length_class", "size", "family"], expert.Tags.Select(tag => tag.Name));
        Assert.Equal([new FieldMapping("user", "problem"), new FieldMapping("assistant", "solution.text")], expert.Map);
        Assert.Equal(["quality"], expert.Score.Fields);
        Assert.Equal((0m, 10m, 0.5m), (expert.Score.From, expert.Score.To, expert.Score.Default));
        Assert.Equal((100000L, "windows-1252", DamageAction.Quarantine), (expert.Take, expert.Encoding, expert.OnDamage));
        Assert.Equal(["has_answer@1()"], expert.Filters.Select(filter => filter.ToString()));
        Assert.Equal([new FixedTag("family", new Mark(17, 36), "code")], recipe.Sources[1].Tags);
        Assert.Equal([new NormalizeRule("newlines", "lf"), new NormalizeRule("unicode", "nfc"), new NormalizeRule("trim", "true")], recipe.Normalize);
        Assert.Equal([new ScoreFilter(0.3, null, KeepsMissing: true), new NoToolsFilter(), new LastTurnFilter(Role.Assistant)], recipe.Filters.Select(filter => filter.Filter));
        Assert.Equal(new DedupRule(new ExactDedup(DedupKey.Conversation, true, true), null, KeepRule.BestScore), recipe.Dedup);
    }

    [Fact]
    public void ReadsDatasets()
    {
        var dataset = Assert.Single(RecipeReader.Parse(Full, "r.yaml").Datasets);
        Assert.Equal(["pool", "expert"], dataset.From);
        Assert.Equal([("expert", 0.667m), ("code", 0.333m)], dataset.Mix!.Shares.Select(share => (share.Value, share.Part)));
        Assert.Equal(("family", true, null, 500L, ShortageRule.Repeat, 3), (dataset.Mix.By, dataset.Mix.IsPercent, dataset.Mix.Anchor, dataset.Mix.Total, dataset.Mix.Shortage, dataset.Mix.MaxRepeat));
        Assert.Equal([("bucket", 0.45m)], dataset.Caps.Select(cap => (cap.Tag, cap.Share)));
        Assert.Equal([("train", 90m), ("validation", 5m), ("test", 5m)], dataset.Split.Parts.Select(part => (part.Name, part.Part)));
        Assert.Equal([("family", "code", "test"), ("bucket", "a b", "validation")], dataset.Split.Holdouts.Select(holdout => (holdout.Tag, string.Join(' ', holdout.Values), holdout.To)));
        Assert.True(dataset.Split.IsExact);
        Assert.Equal(["session_id"], dataset.Split.Together.Fields);
        Assert.Equal(OrderRule.Interleaved, dataset.Order);
        Assert.Equal([new MetadataField("source_family", "family")], dataset.Output.Metadata.Renames);
        Assert.Equal((1L << 30, true), (dataset.Output.ShardBytes, dataset.Output.IsCompiled));
        Assert.Equal(["thinking", "tools"], dataset.Output.Allow);
        Assert.Equal([("expert", 200L)], dataset.Gates.Coverage!.Families.Select(family => (family.Family, family.Minimum)));
        Assert.True(dataset.Gates.Coverage.WarnsOnPartial);
        Assert.Equal([("bucket", new Threshold(0.4m, 0.45m)), ("source", new Threshold(null, 0.9m))], dataset.Gates.Balance.Select(gate => (gate.Tag, gate.Largest)));
        Assert.Equal(new LabelsGate(true, 1.5m, 8), dataset.Gates.Labels);
        Assert.Equal(new Threshold(0.01m, 0.05m), dataset.Gates.Quarantine);
    }

    [Theory]
    [InlineData("reasoning", "cot_math")]
    [InlineData("code", "code")]
    [InlineData("", "instruction")]
    public void ATagComesFromAField(string category, string value) =>
        Assert.Equal(value, RecipeReader.Parse(Full, "r.yaml").Sources[0].Tag("bucket")!.ValueOf(Sample.With("_category", FieldKind.Text, category)));

    [Theory]
    [InlineData(8, "short", "small")]
    [InlineData(9, "short", "big")]
    [InlineData(20, "short", "big")]
    [InlineData(21, "long", "big")]
    public void ATagComesFromTheFirstFilterThatKeeps(int turnCount, string lengthClass, string size)
    {
        var source = RecipeReader.Parse(Full, "r.yaml").Sources[0];
        var record = Sample.Of([.. Enumerable.Repeat(Sample.Assistant("x"), turnCount)]);
        Assert.Equal(lengthClass, source.Tag("length_class")!.ValueOf(record));
        Assert.Equal(size, source.Tag("size")!.ValueOf(record));
        Assert.Equal("none", source.Tag("size")!.ValueOf(Sample.Of()));
    }

    /// <summary>Whatever is typed, the reader answers with a recipe or with placed problems, never with another exception.</summary>
    [Fact]
    public void AnyDamageIsRefusedOrRead()
    {
        var random = new Random(20260101);
        const string Signs = "{}[]:,-'\"&*!|>#%@\n\t \0é<?~0a";
        var refusalCount = 0;
        for (var round = 0; round < 3000; round++)
        {
            var text = new System.Text.StringBuilder(Full);
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var place = random.Next(text.Length);
                _ = random.Next(2) == 0 ? text.Remove(place, Math.Min(random.Next(1, 9), text.Length - place)) : text.Insert(place, Signs[random.Next(Signs.Length)]);
            }

            try
            {
                RecipeReader.Parse(text.ToString(), "r.yaml");
            }
            catch (RecipeException)
            {
                refusalCount++;
            }
        }

        Assert.InRange(refusalCount, 1000, 2999);
    }

    [Fact]
    public void ReadsAFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"cuvee-{Environment.ProcessId}-recipe.yaml");
        try
        {
            File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, .. "name: ok\nsources: { a: { files: b } }"u8]);
            Assert.Equal("ok", RecipeReader.Read(path).Name);
            File.WriteAllBytes(path, [.. "name: "u8, 0xFF]);
            Assert.Equal($"{path}: is not valid UTF-8; save it as UTF-8", Assert.Throws<RecipeException>(() => RecipeReader.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.StartsWith($"{path}: cannot read the recipe: ", Assert.Throws<CuveeException>(() => RecipeReader.Read(path)).Message);
    }
}
