using System.Globalization;
using Cuvee.Interop;

namespace Cuvee.Tests.Support;

/// <summary>One row of a ledger; a text is empty and a number -1 where the ledger has null.</summary>
internal sealed record LedgerRow(
    string Id, string Source, string Family, string File, long Line, long Item, long ByteOffset, string State, string Stage, string Reason, string OtherId, string ContentHash,
    int Copies, string Split, string OutputFile, long OutputLine, string OutputHash, double Similarity)
{
    private static readonly string[] Names =
        ["id", "source", "family", "file", "line", "item", "byte_offset", "state", "stage", "reason", "other_id", "content_hash", "copies", "split", "output_file", "output_line", "output_hash", "similarity"];

    /// <summary>All rows in their order.</summary>
    public static IReadOnlyList<LedgerRow> Read(string path)
    {
        var rows = new List<LedgerRow>();
        foreach (var cells in Parquet.Rows($"SELECT {string.Join(", ", Names)} FROM read_parquet({DuckDb.QuoteInputPath(path)})", Names))
        {
            rows.Add(new LedgerRow(
                cells[0], cells[1], cells[2], cells[3], Number(4), Number(5), Number(6), cells[7], cells[8], cells[9], cells[10], cells[11],
                (int)Number(12), cells[13], cells[14], Number(15), cells[16],
                cells[17].Length == 0 ? double.NaN : double.Parse(cells[17], CultureInfo.InvariantCulture)));
            long Number(int column) => cells[column].Length == 0 ? -1 : long.Parse(cells[column], CultureInfo.InvariantCulture);
        }

        return rows;
    }
}
