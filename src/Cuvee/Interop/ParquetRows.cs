using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>The rows of a Parquet file, in the file's order for any number of threads, streamed.</summary>
public sealed class ParquetRows
{
    private readonly DuckDb _duckDb;
    private readonly string _path;
    private readonly string _scan;

    private ParquetRows(DuckDb duckDb, string path)
    {
        _duckDb = duckDb;
        _path = path;
        _scan = $"read_parquet({DuckDb.QuoteInputPath(path)}, hive_partitioning = false)";
    }

    /// <summary>
    /// The columns in the file's order, with DuckDB's names of their types. Where two names differ by case alone, the later one gets a number (<c>Text_1</c>).
    /// </summary>
    public ImmutableArray<(string Name, string Type)> Columns { get; private set; }

    /// <summary>How many rows the file says it has.</summary>
    public long RowCount { get; private set; }

    /// <summary>Reads what a Parquet file holds, but none of its rows.</summary>
    /// <exception cref="CuveeException">The file is missing or no readable Parquet file, or DuckDB is missing.</exception>
    public static ParquetRows Open(DuckDb duckDb, string path)
    {
        if (!File.Exists(path)) throw new CuveeException($"{path}: there is no such file");
        var file = new ParquetRows(duckDb, path);
        try
        {
            file.Columns = duckDb.Describe($"SELECT * FROM {file._scan}");
            using var result = duckDb.Query($"SELECT num_rows FROM parquet_file_metadata({DuckDb.QuoteInputPath(path)})");
            result.ReadChunk();
            file.RowCount = result.Column(0).Int64(0);
            return file;
        }
        catch (DuckDbException failure)
        {
            throw file.Explain(failure);
        }
    }

    /// <summary>Each row as one JSON object with every column, nulls too.</summary>
    /// <exception cref="CuveeException">The file is damaged; this can also come later, while the rows are read.</exception>
    public JsonRows ReadJson()
    {
        try
        {
            return JsonRows.Start(_duckDb, _scan, Columns, Explain);
        }
        catch (DuckDbException failure)
        {
            throw Explain(failure);
        }
    }

    private CuveeException Explain(DuckDbException failure) => failure.At(_path, "not a readable Parquet file");
}
