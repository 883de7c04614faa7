using System.Collections.Immutable;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Publish;

namespace Cuvee.Converting;

/// <summary>One output file of rows: written aside and renamed when it is whole. Its container is known by its name.</summary>
internal sealed class RowFile : IDisposable
{
    private static readonly ImmutableArray<string> Kinds = ["jsonl.gz", "jsonl.zst", "jsonl", "parquet", "json"];

    private readonly string _path;
    private readonly string _kind;
    private readonly ImmutableArray<(string Name, string Type)> _columns;
    private Stream? _stream;
    private bool _hasRows;
    private int _longestRow;

    /// <param name="path">Where the file will be.</param>
    /// <param name="kind">See <see cref="KindOf"/>.</param>
    /// <param name="columns">Of Parquet.</param>
    /// <exception cref="CuveeException">It cannot be written there.</exception>
    public RowFile(string path, string kind, ImmutableArray<(string Name, string Type)> columns)
    {
        (_path, _kind, _columns) = (path, kind, columns);
        try
        {
            _stream = FileKinds.Create(kind == "parquet" ? LinesPath : AsidePath, kind);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{path}: cannot be written ({exception.Message.TrimEnd('.')}); choose another output file", exception);
        }
    }

    private string AsidePath => _path + ".partial";

    private string LinesPath => _path + ".partial.jsonl";

    /// <summary>The container that a name asks for.</summary>
    /// <exception cref="CuveeException">The name's ending is none that is written.</exception>
    public static string KindOf(string path) =>
        Kinds.FirstOrDefault(kind => path.EndsWith("." + kind, StringComparison.OrdinalIgnoreCase))
        ?? throw new CuveeException($"{path}: the name does not say what to write; let it end in {string.Join(", ", Kinds.Order(StringComparer.Ordinal).Select(kind => "." + kind))}");

    /// <summary>Appends rows.</summary>
    /// <param name="rows">Whole lines, each with its line feed.</param>
    /// <param name="longestRow">Bytes of the longest one.</param>
    public void Write(ReadOnlySpan<byte> rows, int longestRow)
    {
        _longestRow = Math.Max(_longestRow, longestRow);
        if (_kind == "json") WriteElements(rows);
        else _stream!.Write(rows);
    }

    /// <summary>Makes the file whole, flushes it to disk and puts it in its place.</summary>
    public void Publish()
    {
        if (_kind == "json") _stream!.Write(_hasRows ? "\n]\n"u8 : "[]\n"u8);
        Close();
        if (_kind == "parquet") ParquetWriter.WriteJsonLines(LinesPath, AsidePath, _columns, Math.Max(_longestRow, 1024));
        PosixFiles.Flush(AsidePath);
        File.Move(AsidePath, _path, overwrite: true);
        PosixFiles.Flush(Path.GetDirectoryName(_path)!);
    }

    /// <summary>Removes what stands aside.</summary>
    public void Dispose()
    {
        Close();
        File.Delete(AsidePath);
        File.Delete(LinesPath);
    }

    /// <summary>Rows as the elements of one array. No row holds a bare line feed.</summary>
    private void WriteElements(ReadOnlySpan<byte> rows)
    {
        while (!rows.IsEmpty)
        {
            var length = rows.IndexOf((byte)'\n');
            _stream!.Write(_hasRows ? ",\n"u8 : "[\n"u8);
            _stream.Write(rows[..length]);
            rows = rows[(length + 1)..];
            _hasRows = true;
        }
    }

    private void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
