using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>A ledger as the gates hold it: its rows in order, in a fixed number of bytes each, and their count by all that is counted.</summary>
internal sealed class LedgerRows
{
    /// <summary>DuckDB streams the columns; a million rows take far less.</summary>
    private const long MemoryBytes = 1L << 30;

    /// <summary>Cast, so that a ledger rewritten with other types is read or refused as a whole.</summary>
    private const string Columns =
        "CAST(id AS VARCHAR), CAST(source AS VARCHAR), CAST(family AS VARCHAR), CAST(file AS VARCHAR), CAST(line AS BIGINT), CAST(item AS BIGINT), "
        + "CAST(state AS VARCHAR), CAST(stage AS VARCHAR), CAST(reason AS VARCHAR), CAST(content_hash AS VARCHAR), CAST(copies AS INTEGER), CAST(split AS VARCHAR), "
        + "CAST(output_file AS VARCHAR), CAST(output_line AS INTEGER), CAST(output_hash AS VARCHAR), CAST(tags AS VARCHAR), changes IS NOT NULL";

    private readonly ChunkedList<LedgerRow> _rows = new();
    private readonly List<LedgerOutcome> _outcomes = [];
    private readonly Dictionary<UInt128, int> _outcomeNumbers = [];
    private (UInt128 Key, int Number) _lastOutcome = (UInt128.MaxValue, 0);
    private readonly Dictionary<Cell, Count> _cells = [];
    private readonly WordTable _states = new();
    private readonly WordTable _stages = new();
    private readonly WordTable _reasons = new();
    private (Cell Cell, Count Count) _lastCell;

    private LedgerRows() => _lastCell = (default, new Count());

    public int RowCount => _rows.Count;

    public WordTable Sources { get; } = new();

    public WordTable Families { get; } = new();

    public WordTable Files { get; } = new();

    public WordTable Splits { get; } = new();

    public WordTable OutputFiles { get; } = new();

    /// <summary>The tags but the family as JSON objects of texts.</summary>
    public WordTable Tags { get; } = new();

    public IReadOnlyList<LedgerOutcome> Outcomes => _outcomes;

    /// <summary>The rows counted.</summary>
    public Tally Tally { get; private set; } = Tally.Of([]);

    public ref readonly LedgerRow this[int row] => ref _rows[row];

    public LedgerOutcome OutcomeOf(int row) => _outcomes[_rows[row].Outcome];

    public bool IsKept(int row) => OutcomeOf(row).IsKept;

    /// <summary>Where the record of a row was read: <c>source data/file.jsonl:12</c>, with the item where there are several.</summary>
    public string Place(int row)
    {
        ref readonly var at = ref _rows[row];
        return $"{Sources[at.Source]} {Files[at.File]}:{at.Line}{(at.Item > 0 ? $"/{at.Item}" : string.Empty)}";
    }

    /// <summary>Reads a ledger.</summary>
    /// <exception cref="DuckDbException">It is no ledger that can be read.</exception>
    /// <exception cref="InvalidDataException">Its tags are not what they should be.</exception>
    public static LedgerRows Read(string path, int threads)
    {
        var ledger = new LedgerRows();
        using var duckDb = DuckDb.Open(Math.Max(1, threads), MemoryBytes, Path.Combine(Path.GetTempPath(), "cuvee-duckdb"));
        using (var result = duckDb.Query($"SELECT {Columns} FROM read_parquet({DuckDb.QuoteInputPath(path)}, hive_partitioning = false)"))
        {
            while (result.ReadChunk()) ledger.AddChunk(result);
        }

        ledger.CheckTags();
        ledger.Tally = Tally.Of(ledger._cells.Select(entry => ledger.CellOf(entry.Key, entry.Value)));
        return ledger;
    }

    /// <summary>Chooses for every combination of source, family and tags; the choice is made once for each value, not for each row.</summary>
    /// <param name="tag"><c>source</c>, <c>family</c> or any tag.</param>
    /// <param name="choose">Says of a value whether it is meant.</param>
    public Func<int, bool> Where(string tag, Func<string, bool> choose)
    {
        if (tag == "source") return By(Sources, value => value, row => _rows[row].Source);
        if (tag == "family") return By(Families, value => value, row => _rows[row].Family);
        return By(Tags, tags => new TallyCell(string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, tags, 0, 0).Tag(tag), row => _rows[row].Tags);

        Func<int, bool> By(WordTable words, Func<string, string> valueOf, Func<int, int> numberOf)
        {
            var isMeant = words.Texts.Select(text => choose(valueOf(text))).ToArray();
            return row => isMeant[numberOf(row)];
        }
    }

    private void AddChunk(DuckDbResult result)
    {
        var id = new Texts(result, 0);
        var source = new Texts(result, 1);
        var family = new Texts(result, 2);
        var file = new Texts(result, 3);
        var line = result.Column(4);
        var item = result.Column(5);
        var state = new Texts(result, 6);
        var stage = new Texts(result, 7);
        var reason = new Texts(result, 8);
        var content = new Texts(result, 9);
        var copies = result.Column(10);
        var split = new Texts(result, 11);
        var outputFile = new Texts(result, 12);
        var outputLine = result.Column(13);
        var outputHash = new Texts(result, 14);
        var tags = new Texts(result, 15);
        var changed = result.Column(16);
        for (var row = 0; row < result.RowCount; row++)
        {
            _rows.Add(new LedgerRow
            {
                Id = Hex.Hash128(id[row]),
                Source = Sources.Number(source[row]),
                Family = Families.Number(family[row]),
                File = Files.Number(file[row]),
                Line = line.IsNull(row) ? -1 : line.Int64(row),
                Item = item.IsNull(row) ? -1 : item.Int64(row),
                Outcome = OutcomeNumber(_states.Number(state[row]), _stages.Number(stage[row]), _reasons.Number(reason[row])),
                Content = Hex.Hash128(content[row]),
                Copies = copies.IsNull(row) ? -1 : copies.Int32(row),
                Split = Splits.Number(split[row]),
                OutputFile = OutputFiles.Number(outputFile[row]),
                OutputLine = outputLine.IsNull(row) ? 0 : outputLine.Int32(row),
                OutputHash = Hex.Hash64(outputHash[row]),
                Tags = Tags.Number(tags[row]),
                IsChanged = changed.Boolean(row),
            });
            CountRow(ref _rows[_rows.Count - 1]);
        }
    }

    private int OutcomeNumber(int state, int stage, int reason)
    {
        var key = new UInt128((uint)state, (ulong)(uint)stage << 32 | (uint)reason);
        if (key == _lastOutcome.Key) return _lastOutcome.Number;
        if (!_outcomeNumbers.TryGetValue(key, out var number))
        {
            _outcomeNumbers.Add(key, number = _outcomes.Count);
            _outcomes.Add(new LedgerOutcome(_states[state], _stages[stage], _reasons[reason]));
        }

        _lastOutcome = (key, number);
        return number;
    }

    private void CountRow(ref LedgerRow row)
    {
        var cell = new Cell(row.Source, row.Family, row.Outcome, row.Split, row.Tags);
        if (cell != _lastCell.Cell || _lastCell.Count.Records == 0)
        {
            if (!_cells.TryGetValue(cell, out var count)) _cells.Add(cell, count = new Count());
            _lastCell = (cell, count);
        }

        _lastCell.Count.Records++;
        _lastCell.Count.Lines += row.Copies;
    }

    private TallyCell CellOf(Cell cell, Count count)
    {
        var outcome = _outcomes[cell.Outcome];
        return new TallyCell(
            Sources[cell.Source], Families[cell.Family], outcome.State, outcome.Stage, outcome.Reason, Splits[cell.Split], Tags[cell.Tags], count.Records, count.Lines);
    }

    private void CheckTags()
    {
        foreach (var text in Tags.Texts.Skip(1))
        {
            try
            {
                using var tags = JsonDocument.Parse(text);
                if (tags.RootElement.ValueKind == JsonValueKind.Object && tags.RootElement.EnumerateObject().All(tag => tag.Value.ValueKind == JsonValueKind.String)) continue;
            }
            catch (JsonException)
            {
                // Said below
            }

            throw new InvalidDataException($"the tags '{text}' are no JSON object of texts");
        }
    }

    /// <summary>A column of texts in which null reads as the empty text.</summary>
    private readonly ref struct Texts(DuckDbResult result, int column)
    {
        private readonly DuckDbColumn _column = result.Column(column);

        public ReadOnlySpan<byte> this[int row] => _column.IsNull(row) ? default : _column.Text(row);
    }

    private readonly record struct Cell(int Source, int Family, int Outcome, int Split, int Tags)
    {
        /// <summary>Small numbers: a polynomial tells them apart, and this is asked once a row.</summary>
        public override int GetHashCode() => (((((((Tags * 31) + Family) * 31) + Source) * 31) + Outcome) * 31) + Split;
    }

    private sealed class Count
    {
        public long Records;
        public long Lines;
    }
}
