using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>
/// Every emitted line traces to one input record: by file and line in the ledger, further copies of a repeated record by what they hold. Ids
/// are what the contract makes of source, file, line and item, and so all different; the id in a line's metadata is its record's.
/// </summary>
internal sealed class ProvenanceGate : IGate
{
    /// <summary>Rows that a worker checks at a time.</summary>
    private const int RowsPerBatch = 16 * 1024;

    public string Name => "provenance";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        CheckIds(dataset, findings);
        CheckLines(dataset, findings);
        findings.Note($"{dataset.ReadBack.Lines.Count:N0} lines trace to {dataset.Ledger.Tally.Kept:N0} of {dataset.Ledger.RowCount:N0} input records");
        if (dataset.InputsRoot is { } root) InputsCheck.Check(dataset, root, findings);
    }

    private static void CheckIds(EmittedDataset dataset, Findings findings)
    {
        var ledger = dataset.Ledger;
        var (wrong, doubled) = (findings.Group(), findings.Group());
        var batches = Enumerable.Range(0, (ledger.RowCount + RowsPerBatch - 1) / RowsPerBatch);
        foreach (var row in Ordered.Map(batches, dataset.Threads, batch => WrongIds(ledger, batch * RowsPerBatch)).SelectMany(rows => rows))
        {
            wrong.Add(row, ledger.Place);
        }

        if (!AllDiffer(ledger)) AddDoubled(ledger, doubled);
        wrong.Fail(count => $"{count:N0} of {ledger.RowCount:N0} ids are not made of source, file, line and item");
        doubled.Fail(count => $"{count:N0} of {ledger.RowCount:N0} ids are those of an earlier row");
    }

    /// <summary>
    /// Whether the first 64 bits of all ids differ, by a table with open addressing in which 0 is a free place: a fourth of the time of a sort.
    /// When not, a sort finds out which are the same in full.
    /// </summary>
    private static bool AllDiffer(LedgerRows ledger)
    {
        var table = TableMemory.Of<ulong>((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, ledger.RowCount)) * 2);
        var mask = table.Length - 1;
        var steps = 0L;
        for (var row = 0; row < ledger.RowCount; row++)
        {
            var key = ledger[row].Id.High;
            if (key == 0) return false;
            var place = (int)key & mask;
            for (; table[place] != 0; place = (place + 1) & mask)
            {
                // Ids that were made to collide would take quadratic time
                if (table[place] == key || ++steps > 4L * table.Length) return false;
            }

            table[place] = key;
        }

        return true;
    }

    private static void AddDoubled(LedgerRows ledger, Offences doubled)
    {
        var keys = new ulong[ledger.RowCount];
        var rows = new int[ledger.RowCount];
        for (var row = 0; row < keys.Length; row++) (keys[row], rows[row]) = (ledger[row].Id.High, row);
        Array.Sort(keys, rows);
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] == keys[i - 1]) AddIfDoubled(Math.Max(rows[i], rows[i - 1]), Math.Min(rows[i], rows[i - 1]));
        }

        void AddIfDoubled(int row, int other)
        {
            if (ledger[row].Id == ledger[other].Id && !ledger[row].Id.IsNone) doubled.Add(() => $"{ledger.Place(row)} (as {ledger.Place(other)})");
        }
    }

    private static List<int> WrongIds(LedgerRows ledger, int from)
    {
        var (wrong, text) = (new List<int>(), new ByteBuffer());
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (var row = from; row < Math.Min(from + RowsPerBatch, ledger.RowCount); row++)
        {
            ref readonly var at = ref ledger[row];
            ref readonly var kind = ref ledger.KindOf(row);
            text.Clear();
            text.Add(ledger.Sources.Bytes(kind.Source));
            text.Add(0);
            text.Add(ledger.Files.Bytes(kind.File));
            text.Add(0);
            AddNumber(text, at.Line);
            text.Add(0);
            AddNumber(text, at.Item);
            Sha256.Hash(text.Written, digest);
            if (Hash128.FromDigest(digest) != at.Id) wrong.Add(row);
        }

        return wrong;
    }

    private static void AddNumber(ByteBuffer text, long number)
    {
        Utf8Formatter.TryFormat(number, text.GetSpan(20), out var written);
        text.Advance(written);
    }

    private static void CheckLines(EmittedDataset dataset, Findings findings)
    {
        var (readBack, ledger, placement) = (dataset.ReadBack, dataset.Ledger, dataset.Placement);
        var (lacking, taken, short_, untraced) = (findings.Group(), findings.Group(), findings.Group(), findings.Group());
        var (lines, rows, copies) = (new List<int>(), new List<int>(), new List<(int Line, int Row)>());
        placement.MatchCopies(lines, rows, copies);
        foreach (var row in placement.RowsWithoutLine) lacking.Add(() => $"{ledger.Place(row)} (should be {ledger.OutputPlace(row)})");
        foreach (var row in placement.RowsWithTakenLine) taken.Add(() => $"{ledger.Place(row)} ({ledger.OutputPlace(row)})");
        foreach (var row in rows) short_.Add(() => ledger.Place(row));
        foreach (var line in lines) untraced.Add(() => readBack.Place(line));
        untraced.Fail(count => $"{count:N0} of {readBack.Lines.Count:N0} lines trace to no input record");
        lacking.Fail(count => $"{count:N0} kept records name a line that is not there");
        taken.Fail(count => $"{count:N0} kept records name the line of another");
        short_.Fail(count => $"{count:N0} repeated records have fewer copies than the ledger says");
        CheckMetadata(dataset, copies, findings);
    }

    private static void CheckMetadata(EmittedDataset dataset, List<(int Line, int Row)> copies, Findings findings)
    {
        if (RowReading.Of(dataset.Dataset).IdKey is null) return;
        var (readBack, ledger, placement) = (dataset.ReadBack, dataset.Ledger, dataset.Placement);
        var differing = findings.Group();
        for (var line = 0; line < placement.RowOfLine.Length; line++)
        {
            if (placement.RowOfLine[line] >= 0) Compare(line, placement.RowOfLine[line]);
        }

        foreach (var (line, row) in copies) Compare(line, row);
        differing.Fail(count => $"{count:N0} of {readBack.Lines.Count:N0} lines have another id in their metadata than in the ledger");

        void Compare(int line, int row)
        {
            if (readBack.Lines[line].Id != ledger[row].Id) differing.Add(line, readBack.Place);
        }
    }
}
