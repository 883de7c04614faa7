using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Decontaminate;
using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// No emitted line holds an item of a benchmark that the recipe drops records for: the lines are searched again, by the rule of the recipe, for the items of
/// the same files, found by their digest; so is the file of allowed texts. Which n-grams are too frequent to count depends on the whole corpus and is taken
/// from decontamination.json, as far as nothing contradicts it; the sentence says how many of them the lines alone show to be so.
/// </summary>
internal sealed class ContaminationGate : IGate
{
    public string Name => "contamination";

    public bool IsAsked(EmittedDataset dataset) => dataset.Recipe.Decontaminate.Any(rule => rule.Action == ContaminationAction.Drop);

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var rules = dataset.Recipe.Decontaminate;
        var groups = ContaminationSearch.Groups(rules);
        var account = new Evidence<ContaminationAccount>(
            ContaminationFile.Name, () => ContaminationAccount.Read(File.ReadAllBytes(dataset.Existing(ContaminationFile.Name)))).Value;
        if (account.Searches.Length != groups.Length) throw new MissingEvidenceException($"{ContaminationFile.Name} has {account.Searches.Length} searches, the recipe {groups.Length}");
        var counted = dataset.Ledger.Tally.Cells.Where(cell => cell.Stage == Stages.Decontaminate).Sum(cell => cell.Records);
        if (counted != account.Dropped) findings.Fail($"{ContaminationFile.Name} has {account.Dropped:N0} dropped records, the ledger {counted:N0}");
        var count = dataset.Texts.Count;
        var frequent = new FrequentNgrams(dataset, findings);
        var found = findings.Group();
        var (items, allowed, listed, recounted) = (0L, 0L, 0L, 0L);
        var searches = new List<(SearchAccount Account, DecontaminateRule Rule, BenchmarkSet Set, EmittedContamination Lines)>();
        for (var group = 0; group < groups.Length; group++)
        {
            var rule = rules[groups[group][0]];
            if (rule.Action != ContaminationAction.Drop) continue;
            var set = Load(dataset, groups[group], findings);
            items += set.Benchmarks.Sum(benchmark => (long)benchmark.Items.Length);
            var lines = EmittedContamination.Search(dataset, set);
            var ignored = ContaminationDecision.Shared(set, rule.Limits.MaxItems);
            allowed += Allow(dataset, rule, account.Searches[group], set, ignored);
            var (ofList, ofLines) = frequent.Check(account.Searches[group], rule.Limits, lines, ignored);
            (listed, recounted) = (listed + ofList, recounted + ofLines);
            searches.Add((account.Searches[group], rule, set, lines));
            foreach (var (line, part) in lines.Found(rule.Limits, ignored)) found.Add(() => $"{dataset.ReadBack.Place(line)} ({EmittedContamination.NameOf(set, part)})");
        }

        found.Fail(offenders => $"{offenders:N0} of {count:N0} lines hold an item of a benchmark");
        foreach (var (said, rule, set, _) in searches) SearchStatements.Check(said, rule, set, findings);
        EmittedContamination.Mark(dataset.ReadBack.Lines, searches.Select(search => search.Lines));
        findings.Note($"no match found for {items:N0} items of benchmarks in {count:N0} lines");
        if (listed > 0)
        {
            findings.Note($"{listed:N0} n-grams do not count as too frequent ({recounted:N0} of them by a recount of the lines, the others on the word of {ContaminationFile.Name})");
        }

        if (allowed > 0) findings.Note($"{allowed:N0} n-grams do not count since they are allowed");
        findings.Note("rephrased and translated items are not seen");
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

    /// <summary>Takes the n-grams of the allowed texts out of those that count, and gives how many these are.</summary>
    private static int Allow(EmittedDataset dataset, DecontaminateRule rule, SearchAccount account, BenchmarkSet set, bool[] ignored)
    {
        if (rule.Allow is null) return 0;
        if (account.Allowed is not var (file, sha256)) throw new MissingEvidenceException($"{ContaminationFile.Name} does not say what the file of allowed texts was");
        var path = dataset.References.Find(file, sha256);
        var texts = new Evidence<AllowedTexts>(file, () => AllowedTexts.Read(new InputPath(path, file))).Value.Texts;
        var before = ignored.Count(isIgnored => isIgnored);
        ContaminationDecision.Allow(set, texts, ignored);
        return ignored.Count(isIgnored => isIgnored) - before;
    }
}
