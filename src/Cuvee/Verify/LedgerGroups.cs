using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>The groups of the emitted lines by the fields that keep records together: for each field and line the hash of the value, none where the record has none.</summary>
internal sealed class LedgerGroups
{
    private const int HexLength = 32;
    private const long MemoryBytes = 1L << 30;

    private readonly Hash128[][] _byField;

    private LedgerGroups(Hash128[][] byField) => _byField = byField;

    /// <summary>One hash a line, in the order of the lines.</summary>
    public Hash128[] OfField(int field) => _byField[field];

    /// <summary>Reads the column <c>groups</c> of a ledger.</summary>
    /// <param name="path">ledger.parquet.</param>
    /// <param name="placement">Which row names each line.</param>
    /// <param name="fields">How many fields keep records together.</param>
    /// <exception cref="DuckDbException">It has no such column.</exception>
    /// <exception cref="InvalidDataException">A kept row does not say its groups.</exception>
    public static LedgerGroups Read(string path, Placement placement, int fields)
    {
        var rowOfLine = placement.RowOfLine;
        var lineOfRow = new Dictionary<int, int>();
        for (var line = 0; line < rowOfLine.Length; line++)
        {
            if (rowOfLine[line] >= 0) lineOfRow.Add(rowOfLine[line], line);
        }

        var byField = new Hash128[fields][];
        for (var field = 0; field < fields; field++) byField[field] = new Hash128[rowOfLine.Length];
        using var duckDb = DuckDb.Open(threads: 1, MemoryBytes);
        using var result = duckDb.Query($"SELECT CAST(groups AS VARCHAR) FROM read_parquet({DuckDb.QuoteInputPath(path)}, hive_partitioning = false)");
        for (var row = 0; result.ReadChunk();)
        {
            var column = result.Column(0);
            for (var i = 0; i < result.RowCount; i++, row++)
            {
                if (!lineOfRow.TryGetValue(row, out var line)) continue;
                var hex = column.IsNull(i) ? default : column.Text(i);
                if (hex.Length != fields * HexLength) throw new InvalidDataException($"row {row + 1} does not say its {fields} groups");
                for (var field = 0; field < fields; field++) byField[field][line] = Hex.Hash128(hex.Slice(field * HexLength, HexLength));
            }
        }

        return new LedgerGroups(byField);
    }
}
