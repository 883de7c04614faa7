using System.Collections.Immutable;
using System.Text;
using Cuvee.Recipes;
using Cuvee.Verify;

namespace Cuvee.Contracts;

/// <summary>Compares what was written with a contract: each clause speaks as a gate of its own, <c>contract.families</c> and so on.</summary>
internal static class ContractGates
{
    /// <summary>One result for each clause of the contract, in a fixed order.</summary>
    public static ImmutableArray<GateResult> Run(EmittedDataset dataset, Contract contract)
    {
        (string Key, bool IsAsked, Action<Findings> Check)[] clauses =
        [
            ("families", contract.Families is not null, findings => Verify.CoverageGate.Check(dataset, contract.Families!, findings)),
            ("holdouts", !contract.Holdouts.IsEmpty, findings => CheckHoldouts(dataset, contract.Holdouts, findings)),
            ("licences", contract.Licences is not null, findings => Verify.LicenceGate.Check(dataset, contract.Licences!, findings)),
            ("fields", !contract.Fields.IsEmpty, findings => CheckFields(dataset, contract.Fields, findings)),
            ("pii", !contract.PiiStatuses.IsEmpty, findings => CheckStatuses(dataset, contract.PiiStatuses, findings)),
            ("split", !contract.Split.IsEmpty, findings => CheckSplit(dataset, contract, findings)),
            ("leaks", !contract.Leaks.IsEmpty, findings => CheckLeaks(dataset, contract.Leaks, findings)),
        ];
        return [.. clauses.Where(clause => clause.IsAsked).Select(clause => Gatekeeper.Ask($"contract.{clause.Key}", clause.Check))];
    }

    private static void CheckHoldouts(EmittedDataset dataset, ImmutableArray<Holdout> holdouts, Findings findings)
    {
        foreach (var holdout in holdouts)
        {
            var emitted = dataset.Ledger.Tally.Cells.Where(cell => cell.IsKept).ToLookup(cell => cell.Tag(holdout.Tag), StringComparer.Ordinal);
            foreach (var value in holdout.Values)
            {
                var name = $"{holdout.Tag} {value}";
                var (inside, outside) = (emitted[value].Where(cell => cell.Split == holdout.To).Sum(cell => cell.Lines), emitted[value].Where(cell => cell.Split != holdout.To).Sum(cell => cell.Lines));
                if (inside > 0 && outside == 0)
                {
                    findings.Note($"{name} is in {holdout.To} alone with {inside:N0} records");
                    continue;
                }

                findings.Offend(() => name);
                findings.Fail(outside > 0 ? $"{outside:N0} records of {name} are not in {holdout.To}" : $"no record of {name} was emitted");
            }
        }
    }

    private static void CheckFields(EmittedDataset dataset, ImmutableArray<string> fields, Findings findings)
    {
        var readBack = dataset.ReadBack;
        var (keys, lacking) = (fields.Select(Encoding.UTF8.GetBytes).ToArray(), findings.Group());
        foreach (var (line, metadata) in EmittedMetadata.Of(dataset))
        {
            var missing = Array.FindIndex(keys, key => metadata[key].IsNull);
            if (missing >= 0) lacking.Add(() => $"{readBack.Place(line)} ({fields[missing]})");
        }

        lacking.Fail(count => $"{count:N0} of {readBack.Lines.Count:N0} lines lack a field in their metadata");
        findings.Note($"{readBack.Lines.Count:N0} lines have {string.Join(", ", fields)}");
    }

    private static void CheckStatuses(EmittedDataset dataset, ImmutableArray<string> statuses, Findings findings)
    {
        var ledger = dataset.Ledger;
        var (values, other) = (ledger.Values(tags => tags.Tag(PiiStatusTag.Word)), findings.Group());
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (!ledger.IsKept(row) || statuses.Contains(values(row))) continue;
            var at = row;
            other.Add(() => $"{ledger.OutputPlace(at)} ({values(at)})");
        }

        other.Fail(count => $"{count:N0} emitted records have another {PiiStatusTag.Word} than {string.Join(", ", statuses)}");
        findings.Note($"every emitted record has one of {string.Join(", ", statuses)}");
    }

    private static void CheckSplit(EmittedDataset dataset, Contract contract, Findings findings)
    {
        var free = dataset.Ledger.Tally.Cells.Where(cell => cell.IsKept && !contract.Holdouts.Any(holdout => holdout.Values.Contains(cell.Tag(holdout.Tag)))).ToList();
        var (total, asked) = (free.Sum(cell => cell.Lines), contract.Split.Sum(part => part.Part));
        foreach (var name in free.Select(cell => cell.Split).Distinct(StringComparer.Ordinal).Where(name => !contract.Split.Any(part => part.Name == name)))
        {
            findings.Offend(() => name);
            findings.Fail($"the contract has no split {name}");
        }

        foreach (var part in contract.Split)
        {
            var count = free.Where(cell => cell.Split == part.Name).Sum(cell => cell.Lines);
            var share = total == 0 ? 0 : (decimal)count / total;
            var sentence = $"{part.Name} has {share * 100:0.00} % of {part.Part / asked * 100:0.##} %";
            if (count > 0 && Math.Abs(share - (part.Part / asked)) <= contract.Tolerance)
            {
                findings.Note(sentence);
                continue;
            }

            findings.Offend(() => part.Name);
            findings.Fail($"{sentence}, more than {contract.Tolerance * 100:0.##} % off");
        }
    }

    private static void CheckLeaks(EmittedDataset dataset, ImmutableArray<string> leaks, Findings findings)
    {
        var contents = findings.Group();
        // What nobody asked for offends nowhere
        var prompts = (leaks.Contains("prompt") ? findings : new Findings()).Group();
        if (leaks.Contains("content") || leaks.Contains("prompt"))
        {
            foreach (var run in dataset.PromptRuns.Shared()) LeakageGate.CheckRun(dataset, run.Span, contents, prompts);
        }

        contents.Fail(count => $"{count:N0} lines have the content of a line of another split");
        prompts.Fail(count => $"{count:N0} lines have the prompt of a line of another split");
        if (leaks.Contains("near_duplicates") && dataset.Dataset.Split.Parts.Length > 1)
        {
            if (dataset.Dataset.Split.Together.Near is null) findings.Fail("the recipe does not keep near-duplicates in one split, so that nobody has looked for them");
            else LeakageGate.CheckNear(dataset, findings);
        }

        findings.Note($"no two splits share {string.Join(", ", leaks)}");
    }
}
