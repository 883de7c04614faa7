using Cuvee.Engine;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>Whatever is changed in a dataset's folder, by accident or on purpose with checksums made anew, verify fails and says where.</summary>
public sealed class TamperingTests
{
    private const int Count = 200;

    /// <summary>Real files, several of each kind of output: shards, a compiled file, quarantined lines, near-duplicates, holdouts, redacted texts, compressed and columnar data.</summary>
    private const string Recipe =
        """
        name: trust
        seed: 11
        sources:
          expert: { files: [data/afs/models_farore_debugging_training.jsonl, data/afs/models_train_validated_cleaned.jsonl], tags: { license: MIT } }
          calls: { files: [data/toolset/scored_batches/scored_batch_21.jsonl, data/toolset/enhanced_batches/enhanced_batch_001.jsonl], tags: { license: MIT } }
          voices: { files: [data/llama_factory/identity.json], tags: { family: voice, license: Apache-2.0 }, take: 40 }
        normalize: { trim: true }
        pii: { action: redact }
        filters: [ has_answer, { tokens: { max: 900, tokenizer: data/tokenizers/cl100k_base.tiktoken, pattern: cl100k } } ]
        dedup:
          exact: { on: prompt }
          near: { similarity: 0.6, n: 2 }
        datasets:
          lines:
            mix: { by: family, shares: { expert: 50, calls: 40, voice: 20 } }
            split: { train: 80, validation: 10, test: 10, holdout: { family: voice, to: test } }
            output: { metadata: full, shard: 20KB, compiled: true, allow: [label] }
            gates: { balance: { family: 60% }, quarantine: { error: 5% } }
          packed: { from: [calls], split: { train: 80, test: 20 }, output: { files: jsonl.zst, allow: [label], shard: 30KB }, gates: { quarantine: { error: 5% } } }
          zipped: { from: [expert, voices], output: { files: jsonl.gz, format: sharegpt } }
          columns: { from: [expert], split: { train: 80, test: 20 }, output: { files: parquet, metadata: full } }
        """;

    [Fact]
    public void TwoHundredTamperingsAreAllFound()
    {
        using var workspace = SharedData.Workspace();
        var built = workspace.Build(Recipe);
        Assert.True(built.Result.Passed, string.Join('\n', built.Result.Datasets.SelectMany(dataset => dataset.Gates).Where(gate => gate.Status == GateStatus.Failed)));
        var before = FolderContent.Of(built.Folder);
        var folders = built.Result.Datasets.Select(dataset => new TamperedFolder(Path.Combine(built.Folder, dataset.Name))).ToList();
        var (random, unnoticed, applied) = (new Random(200), new List<string>(), 0);
        while (applied < Count)
        {
            var (name, apply) = Tampering.Kinds[applied % Tampering.Kinds.Count];
            // Half of them hit the dataset that has most files
            var folder = folders[random.Next(2) == 0 ? 0 : random.Next(folders.Count)];
            if (apply(folder, random) is not { } tampering)
            {
                folder.Restore();
                continue;
            }

            var said = Said(folder.Folder);
            if (said.Length == 0) unnoticed.Add($"{applied}, {name}: {tampering.What} in {Path.GetFileName(folder.Folder)} passes");
            else if (!tampering.Names.Any(text => said.Contains(text, StringComparison.Ordinal)))
                unnoticed.Add($"{applied}, {name}: {tampering.What} in {Path.GetFileName(folder.Folder)} is not named; expected {string.Join(" or ", tampering.Names)} in:\n    {said.ReplaceLineEndings("\n    ")}");
            folder.Restore();
            applied++;
        }

        Assert.True(unnoticed.Count == 0, $"{unnoticed.Count} of {Count}:\n{string.Join('\n', unnoticed)}");
        FolderContent.AssertSame(before, FolderContent.Of(built.Folder));
        Assert.True(Verification.Run(built.Folder, 2, new NoProgress()).Passed);
    }

    [Fact]
    public void EveryStatementOfTheSummaryIsCompared()
    {
        using var dataset = SmallDataset.Build();
        var summary = Path.Combine(dataset.Result.Out, "summary.json");
        var lines = File.ReadAllLines(summary);
        Assert.True(Verification.Run(dataset.Result.Out, 2, new NoProgress()).Passed);
        var (random, unnoticed) = (new Random(1), new List<string>());
        for (var i = 1; i < lines.Length; i++)
        {
            if (!lines[i].Contains("\": ", StringComparison.Ordinal) || lines[i].EndsWith('{')) continue;
            var edited = lines.ToArray();
            var (at, comma) = (edited[i].IndexOf("\": ", StringComparison.Ordinal) + 3, edited[i].EndsWith(',') ? "," : "");
            edited[i] = edited[i][..at] + Tampering.Changed(edited[i][at..].TrimEnd(','), random) + comma;
            File.WriteAllLines(summary, edited);
            if (Verification.Run(dataset.Result.Out, 2, new NoProgress()).Passed) unnoticed.Add(edited[i]);
        }

        Assert.Equal([], unnoticed);
    }

    /// <summary>What the gates that fail say, empty when none does.</summary>
    private static string Said(string folder) => string.Join('\n', Verification.Run(folder, 2, new NoProgress()).Datasets.Single().Gates
        .Where(gate => gate.Status == GateStatus.Failed).Select(gate => $"{gate.Name}: {gate.Message} [{string.Join(", ", gate.Offenders.Take(10))}]"));
}
