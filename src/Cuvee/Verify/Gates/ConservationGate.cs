using Cuvee.Engine;
using Cuvee.Json;

namespace Cuvee.Verify;

/// <summary>
/// Law 1: every record read ends in exactly one state. The ledger has as many rows of each file as the manifest has records, each row says in
/// a legal way how its record ended, kept rows alone were written somewhere, and quarantine.jsonl holds just the quarantined ones.
/// </summary>
internal sealed class ConservationGate : IGate
{
    public string Name => "conservation";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        CheckRows(dataset, findings);
        CheckSources(dataset, findings);
        CheckQuarantine(dataset, findings);
        var tally = dataset.Ledger.Tally;
        findings.Note($"{tally.Read:N0} read = {tally.Kept:N0} kept + {tally.Read - tally.Kept - tally.Quarantined:N0} dropped + {tally.Quarantined:N0} quarantined");
    }

    private static void CheckRows(EmittedDataset dataset, Findings findings)
    {
        var ledger = dataset.Ledger;
        var legal = new LegalOutcomes(dataset.Recipe);
        var isLegal = ledger.Outcomes.Select(legal.Contains).ToArray();
        var (illegal, unwritten, written, unrelated, unordered) = (findings.Group(), findings.Group(), findings.Group(), findings.Group(), findings.Group());
        for (var row = 0; row < ledger.RowCount; row++)
        {
            ref readonly var at = ref ledger[row];
            ref readonly var kind = ref ledger.KindOf(row);
            if (!isLegal[at.Kind]) illegal.Add(row, number => $"{ledger.Place(number)} ({Describe(ledger.OutcomeOf(number))})");
            var stage = ledger.OutcomeOf(row).Stage;
            if (kind.HasOther != Stages.HasOther(stage) || kind.HasSimilarity != (stage == Stages.NearDedup)) unrelated.Add(row, ledger.Place);
            if (row > 0 && !Follows(ledger, row)) unordered.Add(row, ledger.Place);
            if (ledger.IsKept(row))
            {
                if (kind.OutputFile == 0 || at.OutputLine < 1 || at.OutputHash == 0 || kind.Split == 0 || at.Copies < 1) unwritten.Add(row, ledger.Place);
            }
            else if (kind.OutputFile != 0 || at.OutputLine != 0 || at.OutputHash != 0 || kind.Split != 0 || at.Copies != 0)
            {
                written.Add(row, ledger.Place);
            }
        }

        illegal.Fail(count => $"{count:N0} of {ledger.RowCount:N0} ledger rows end in no state, stage and reason that the recipe has");
        unrelated.Fail(count => $"{count:N0} ledger rows name another record or a similarity where their stage has none, or do not where it has");
        unordered.Fail(count => $"{count:N0} ledger rows do not follow the row before them by line and item");
        unwritten.Fail(count => $"{count:N0} kept ledger rows do not say where they were written");
        written.Fail(count => $"{count:N0} ledger rows that were not kept say where they were written");
    }

    /// <summary>Whether a row may stand behind the one before it: within a file by line, then item; the damage of a file comes last and has no line.</summary>
    private static bool Follows(LedgerRows ledger, int row)
    {
        ref readonly var before = ref ledger[row - 1];
        ref readonly var at = ref ledger[row];
        ref readonly var kindBefore = ref ledger.KindOf(row - 1);
        ref readonly var kind = ref ledger.KindOf(row);
        if (kindBefore.Source != kind.Source || kindBefore.File != kind.File || ledger.OutcomeOf(row).Reason == QuarantineReasons.DamagedFile) return true;
        return before.Line < at.Line || (before.Line == at.Line && before.Item < at.Item);
    }

    /// <summary>Files by source and key: the manifest's records against the ledger's rows.</summary>
    private static void CheckSources(EmittedDataset dataset, Findings findings)
    {
        var ledger = dataset.Ledger;
        var runs = new List<(int Source, int File)>();
        var rows = CountRows(ledger, runs);
        var differing = findings.Group();
        var (next, isOrdered) = (0, true);
        foreach (var input in dataset.Manifest.List("inputs"))
        {
            var (source, file) = (input.Text("source"), input.Text("file"));
            var key = (ledger.Sources.Find(source), ledger.Files.Find(file));
            rows.Remove(key, out var found);
            if (found.Rows > 0) isOrdered &= next < runs.Count && runs[next++] == key;
            var claimed = (Rows: input.Number("records"), Quarantined: input.Number("quarantined"));
            if (claimed != found) differing.Add(() => $"{source} {file}: {claimed.Rows:N0} records ({claimed.Quarantined:N0} quarantined) in the manifest, {found.Rows:N0} ({found.Quarantined:N0}) in the ledger");
        }

        foreach (var ((source, file), found) in rows.OrderBy(entry => entry.Key.Source).ThenBy(entry => entry.Key.File))
        {
            differing.Add(() => $"{ledger.Sources[source]} {ledger.Files[file]}: {found.Rows:N0} ledger rows of a file that is not in the manifest");
        }

        if (!isOrdered) findings.Fail("the ledger does not have its files one behind the other in the order of the manifest's inputs");
        differing.Fail(count => $"{count:N0} input files have another number of ledger rows than of records");
    }

    /// <summary>Rows of each file.</summary>
    /// <param name="ledger">The rows.</param>
    /// <param name="runs">Filled with the files as they follow one another.</param>
    private static Dictionary<(int Source, int File), (long Rows, long Quarantined)> CountRows(LedgerRows ledger, List<(int Source, int File)> runs)
    {
        var rows = new Dictionary<(int Source, int File), (long Rows, long Quarantined)>();
        for (int start = 0, end; start < ledger.RowCount; start = end)
        {
            var key = (ledger.KindOf(start).Source, ledger.KindOf(start).File);
            var (count, quarantined) = rows.GetValueOrDefault(key);
            for (end = start; end < ledger.RowCount && ledger.KindOf(end).Source == key.Source && ledger.KindOf(end).File == key.File; end++)
            {
                if (ledger.OutcomeOf(end).IsQuarantined) quarantined++;
            }

            rows[key] = (count + end - start, quarantined);
            runs.Add(key);
        }

        return rows;
    }

    /// <summary>quarantine.jsonl against the quarantined rows: the same places in the same order.</summary>
    private static void CheckQuarantine(EmittedDataset dataset, Findings findings)
    {
        var ledger = dataset.Ledger;
        var lines = QuarantinedPlaces(dataset).GetEnumerator();
        var (differing, number, rowCount) = (findings.Group(), 0, 0);
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (!ledger.OutcomeOf(row).IsQuarantined) continue;
            rowCount++;
            if (!lines.MoveNext()) continue;
            number++;
            var (line, expected) = (number, $"{ledger.Place(row)} ({ledger.OutcomeOf(row).Reason})");
            if (lines.Current != expected) differing.Add(() => $"quarantine.jsonl:{line} (the ledger has {expected})");
        }

        while (lines.MoveNext()) number++;
        if (number != rowCount) findings.Fail($"quarantine.jsonl has {number:N0} lines, the ledger {rowCount:N0} quarantined rows");
        differing.Fail(count => $"{count:N0} of {number:N0} lines of quarantine.jsonl are not those of the ledger");
    }

    private static IEnumerable<string> QuarantinedPlaces(EmittedDataset dataset)
    {
        var lines = new Evidence<byte[][]>("quarantine.jsonl", () => [.. SplitLines(File.ReadAllBytes(dataset.Existing("quarantine.jsonl")))]).Value;
        var tape = new JsonTape();
        foreach (var line in lines)
        {
            if (tape.Parse(line, 0, line.Length, out var consumed) != JsonFault.None || consumed < line.Length) yield return "a line that is not JSON";
            else yield return Place(tape.Root);
        }
    }

    private static IEnumerable<byte[]> SplitLines(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            if (length < 0) length = bytes.Length - at;
            yield return bytes[at..(at + length)];
            at += length + 1;
        }
    }

    private static string Place(JsonNode line)
    {
        var item = line["item"u8].Source.ToString();
        return $"{line["source"u8].Text} {line["file"u8].Text}:{line["line"u8].Source}{(item is "0" ? string.Empty : $"/{item}")} ({line["reason"u8].Text})";
    }

    private static string Describe(LedgerOutcome outcome) => $"state '{outcome.State}', stage '{outcome.Stage}', reason '{outcome.Reason}'";
}
