using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Decontaminate;
using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// No emitted line holds an item of a benchmark that the recipe drops records for: the lines are searched again, by the rule of the recipe, for the items of
/// the same files, found by their digest. Which n-grams are too frequent to count depends on the whole corpus and is taken from decontamination.json.
/// </summary>
internal sealed class ContaminationGate : IGate
{
    private const int LinesAtATime = 1024;

    public string Name => "contamination";

    public bool IsAsked(EmittedDataset dataset) => dataset.Recipe.Decontaminate.Any(rule => rule.Action == ContaminationAction.Drop);

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var rules = dataset.Recipe.Decontaminate;
        var groups = ContaminationSearch.Groups(rules);
        var (dropped, discounted) = new Evidence<(long, ImmutableArray<ImmutableArray<Range>>)>(
            ContaminationFile.Name, () => ContaminationFile.Read(File.ReadAllBytes(dataset.Existing(ContaminationFile.Name)))).Value;
        if (discounted.Length != groups.Length) throw new MissingEvidenceException($"{ContaminationFile.Name} has {discounted.Length} searches, the recipe {groups.Length}");
        var counted = dataset.Ledger.Tally.Cells.Where(cell => cell.Stage == Stages.Decontaminate).Sum(cell => cell.Records);
        if (counted != dropped) findings.Fail($"{ContaminationFile.Name} has {dropped:N0} dropped records, the ledger {counted:N0}");
        using var texts = new Evidence<EmittedTexts>("data/", () => EmittedTexts.Of(dataset.Folder, dataset.ReadBack)).Value;
        var found = findings.Group();
        var items = 0L;
        for (var group = 0; group < groups.Length; group++)
        {
            var rule = rules[groups[group][0]];
            if (rule.Action != ContaminationAction.Drop) continue;
            var set = Load(dataset, groups[group], findings);
            items += set.Benchmarks.Sum(benchmark => (long)benchmark.Items.Length);
            foreach (var (line, part) in Search(texts, set, rule.Limits, Ignored(set, rule.Limits, discounted[group]), dataset.Threads))
            {
                found.Add(() => $"{dataset.ReadBack.Place(line)} ({EmittedContamination.NameOf(set, part)})");
            }
        }

        found.Fail(count => $"{count:N0} of {texts.Count:N0} lines hold an item of a benchmark");
        findings.Note($"no match found for {items:N0} items of benchmarks in {texts.Count:N0} lines; rephrased and translated items are not seen");
    }

    /// <summary>The benchmarks of some entries, as the manifest lists them.</summary>
    private static BenchmarkSet Load(EmittedDataset dataset, ImmutableArray<int> entries, Findings findings)
    {
        var benchmarks = ImmutableArray.CreateBuilder<Benchmark>();
        var listed = dataset.Manifest.List("benchmarks").ToList();
        foreach (var entry in entries)
        {
            var rule = dataset.Recipe.Decontaminate[entry];
            var own = listed.Where(benchmark => benchmark.Number("entry") == entry).ToList();
            if (own.Count == 0) throw new MissingEvidenceException($"manifest.json has no benchmark of entry {entry} of 'decontaminate'");
            foreach (var listing in own) benchmarks.Add(Read(dataset, rule, listing, findings));
        }

        return BenchmarkSet.Of(benchmarks.ToImmutable(), dataset.Recipe.Decontaminate[entries[0]].WordsPerNgram);
    }

    private static Benchmark Read(EmittedDataset dataset, DecontaminateRule rule, JsonElement listing, Findings findings)
    {
        var (file, name) = (listing.Text("file"), listing.Text("name"));
        var path = dataset.References.Find(file, listing.Text("sha256"));
        var source = new BenchmarkSource { Path = path, FileKey = file, Name = name, Map = rule.Map };
        var benchmark = new Evidence<Benchmark>(file, () => BenchmarkReader.Read(source, rule.WordsPerNgram)).Value;
        if (benchmark.Items.Length != listing.Number("items")) findings.Fail($"{file} has {benchmark.Items.Length:N0} items, manifest.json says {listing.Number("items"):N0}");
        return benchmark;
    }

    private static bool[] Ignored(BenchmarkSet set, ContaminationRule limits, ImmutableArray<Range> discounted)
    {
        var ignored = ContaminationDecision.Shared(set, limits.MaxItems);
        foreach (var run in discounted)
        {
            if (run.End.Value > ignored.Length) throw new MissingEvidenceException($"{ContaminationFile.Name} discounts n-grams that the benchmarks do not have");
            ignored.AsSpan(run).Fill(true);
        }

        return ignored;
    }

    private static List<(int Line, int Part)> Search(EmittedTexts texts, BenchmarkSet set, ContaminationRule limits, bool[] ignored, int threads)
    {
        var found = new List<(int, int)>();
        var ranges = Enumerable.Range(0, (texts.Count + LinesAtATime - 1) / LinesAtATime).Select(i => new Range(i * LinesAtATime, Math.Min(texts.Count, (i + 1) * LinesAtATime)));
        Ordered.ForEach<Range, List<(int, int)>>(ranges, threads, () => new EmittedContamination(texts, set, limits, ignored).Search, found.AddRange);
        return found;
    }
}
