using System.Text.Json;

namespace Cuvee.Verify;

/// <summary>
/// Law 8: every number of manifest, report and card equals a recount from the ledger and the lines that were read back, and shares sum to
/// exactly 100 %. The manifest's operators are those of the recipe, and it says nothing that no build says.
/// </summary>
internal sealed class StatsGate : IGate
{
    public string Name => "stats";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var (differing, sums, misstated) = (findings.Group(), findings.Group(), findings.Group());
        CheckDocument("manifest.json", dataset.Manifest, dataset.Recount.Manifest());
        CheckSplits(dataset, differing);
        CheckTokens(dataset, differing);
        foreach (var difference in OperatorsCheck.Differences(dataset).Concat(ManifestKeys.Differences(dataset.Manifest))) misstated.Add(() => difference);
        CheckDocument("report.json", dataset.Report, dataset.Recount.Report());
        foreach (var difference in CardCheck.Differences(dataset)) differing.Add(() => difference);
        CheckSums("manifest.json", dataset.Manifest, sums);
        CheckSums("report.json", dataset.Report, sums);
        CheckEmitted(dataset, findings);
        differing.Fail(count => $"{count:N0} numbers differ from a recount");
        sums.Fail(count => $"{count:N0} lists of shares do not sum to 100 %");
        misstated.Fail(count => $"{count:N0} statements of the manifest are not those of a build");
        findings.Note("manifest, report and card equal a recount");

        void CheckDocument(string file, JsonElement document, System.Text.Json.Nodes.JsonObject expected)
        {
            foreach (var (name, value) in expected)
            {
                if (!document.TryGetProperty(name, out var found)) differing.Add(() => $"{file}: {name} is missing");
                else foreach (var difference in JsonComparison.Differences($"{file}: {name}", value, found)) differing.Add(() => difference);
            }
        }
    }

    /// <summary>The records of each split in the manifest; what it says of single files is for the hash gate.</summary>
    private static void CheckSplits(EmittedDataset dataset, Offences differing)
    {
        var counted = dataset.Recount.Counts.Splits;
        var claimed = dataset.Manifest.Map("splits").Select(split => KeyValuePair.Create(split.Name, split.Value.Number("records"))).ToList();
        if (!counted.Select(split => split.Key).SequenceEqual(claimed.Select(split => split.Key)))
        {
            differing.Add(() => $"manifest.json: the splits are {string.Join(", ", claimed.Select(split => split.Key))}, not {string.Join(", ", counted.Select(split => split.Key))}");
            return;
        }

        foreach (var (split, claim) in counted.Zip(claimed))
        {
            if (split.Value != claim.Value) differing.Add(() => $"manifest.json: splits.{split.Key}.records is {claim.Value}, counted {split.Value}");
        }
    }

    /// <summary>The tokens of each split where the manifest says what counted them, and nowhere else.</summary>
    private static void CheckTokens(EmittedDataset dataset, Offences differing)
    {
        var isCounted = dataset.Manifest.TryGetProperty("tokens", out _);
        foreach (var split in dataset.Manifest.Map("splits"))
        {
            var hasTokens = split.Value.TryGetProperty("tokens", out _);
            if (hasTokens != isCounted) differing.Add(() => $"manifest.json: splits.{split.Name} {(hasTokens ? "has tokens that nothing counted" : "has no tokens")}");
            else if (isCounted && split.Value.Number("tokens") != dataset.Recount.TokensOf(split.Name))
                differing.Add(() => $"manifest.json: splits.{split.Name}.tokens is {split.Value.Number("tokens")}, counted {dataset.Recount.TokensOf(split.Name)}");
        }
    }

    private static void CheckSums(string file, JsonElement document, Offences sums)
    {
        foreach (var name in (ReadOnlySpan<string>)["sources", "families", "achieved"])
        {
            var parent = name == "achieved" && document.TryGetProperty("mix", out var mix) ? mix : document;
            if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var shares) || shares.ValueKind != JsonValueKind.Object) continue;
            var percents = shares.EnumerateObject().Select(share => share.Value.ValueKind == JsonValueKind.Object && share.Value.TryGetProperty("percent", out var percent)
                && percent.ValueKind == JsonValueKind.Number && percent.TryGetDecimal(out var number) ? number : -1).ToList();
            var sum = percents.Sum();
            if (sum != 100 && percents.Exists(percent => percent != 0)) sums.Add(() => $"{file}: {name} sum to {sum} %");
        }
    }

    /// <summary>Copies in the ledger against lines in the files.</summary>
    private static void CheckEmitted(EmittedDataset dataset, Findings findings)
    {
        var (ledger, lines) = (dataset.Ledger.Tally.Emitted, dataset.Recount.Emitted);
        if (ledger != lines) findings.Fail($"the ledger emits {ledger:N0} lines, data/ has {lines:N0}");
        foreach (var loss in dataset.Manifest.Map("losses"))
        {
            if (!dataset.Dataset.Output.Allow.Contains(loss.Name)) findings.Fail($"manifest.json counts the loss '{loss.Name}', which the recipe does not allow");
        }
    }
}
