using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Tools;

namespace Cuvee.Verify;

/// <summary>
/// Tool calls of emitted lines, OpenAI's and those written as text, are what the schema and the recipe say: the schema is the file that the build read, found
/// by its digest. Rejected answers and those with the label false are not looked at: they are there to show what is wrong.
/// </summary>
internal sealed class ToolCallsGate : IGate
{
    private const int NamesShown = 20;

    public string Name => "tool_calls";

    public bool IsAsked(EmittedDataset dataset) => dataset.Dataset.Gates.ToolCalls is not null;

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var gate = dataset.Dataset.Gates.ToolCalls!;
        var schema = Schema(dataset);
        var readBack = dataset.ReadBack;
        var texts = dataset.Texts;
        var tally = Search(texts, gate, schema, gate.Expect.Contains("unique") ? Repeated(readBack) : [], dataset.Threads);
        var sentences = new CallSentences(gate, tally, texts.Count, readBack.Place);
        var share = texts.Count == 0 ? 0 : (decimal)tally.Offending.Count / texts.Count;
        foreach (var (figure, count) in sentences.Figures()) findings.Count(figure, count);
        findings.Count("tools_never_used", Unused(schema, tally).Count);
        findings.Count("names_outside_the_schema", Outside(schema, tally).Count);
        var isJudged = findings.Judge(share, gate.Offending, $"{tally.Offending.Count:N0} of {texts.Count:N0} lines ({share * 100:0.00} %) offend");
        foreach (var sentence in sentences.All().Concat(Names(schema, tally))) findings.Explain(sentence);
        if (!isJudged) return;
        foreach (var offences in tally.Offending) findings.Offend(() => $"{readBack.Place(offences.Line)} ({offences.First})");
    }

    /// <summary>The schema that the manifest names.</summary>
    private static ToolSchema Schema(EmittedDataset dataset)
    {
        if (!dataset.Manifest.TryGetProperty("tool_schema", out var listing)) throw new MissingEvidenceException("manifest.json does not say what the tool schema was");
        var (file, sha256) = new Evidence<(string, string)>("manifest.json", () => (listing.Text("file"), listing.Text("sha256"))).Value;
        var path = dataset.References.Find(file, sha256);
        return new Evidence<ToolSchema>(file, () => ToolSchema.Read(new InputPath(path, file))).Value;
    }

    private static CallTally Search(EmittedTexts texts, Recipes.ToolCallsGate gate, ToolSchema schema, HashSet<int> repeated, int threads)
    {
        var tally = new CallTally();
        texts.Search<CallTally>(threads, () => new EmittedToolCalls(texts, gate, schema, repeated).Search, tally.Add);
        return tally;
    }

    /// <summary>Lines that hold what an earlier one holds.</summary>
    private static HashSet<int> Repeated(ReadBack readBack)
    {
        var (seen, repeated) = (new HashSet<Hash128>(), new HashSet<int>());
        for (var line = 0; line < readBack.Lines.Count; line++)
        {
            var content = readBack.Lines[line].Content;
            if (!content.IsNone && !seen.Add(content)) repeated.Add(line);
        }

        return repeated;
    }

    private static IEnumerable<string> Names(ToolSchema schema, CallTally tally)
    {
        var outside = Outside(schema, tally);
        if (outside.Count > 0) yield return $"{outside.Count:N0} names outside the schema: {Shown(outside.Select(name => $"{CallCheck.Shown(name)} ({tally.Tools[name]:N0})"), outside.Count)}";
        var unused = Unused(schema, tally);
        if (unused.Count > 0) yield return $"{unused.Count:N0} tools of the schema are never used: {Shown(unused.Select(name => name.ToString()), unused.Count)}";
    }

    private static string Shown(IEnumerable<string> names, int count) => string.Join(", ", names.Take(NamesShown)) + (count > NamesShown ? ", ..." : string.Empty);

    private static List<Utf8> Outside(ToolSchema schema, CallTally tally) => [.. Sorted(tally.Tools.Keys.Where(name => !schema.Tools.ContainsKey(name)))];

    private static List<Utf8> Unused(ToolSchema schema, CallTally tally) => [.. Sorted(schema.Tools.Keys.Where(name => !tally.Tools.ContainsKey(name)))];

    private static IEnumerable<Utf8> Sorted(IEnumerable<Utf8> names) => names.OrderBy(name => name.ToString(), StringComparer.Ordinal);
}
