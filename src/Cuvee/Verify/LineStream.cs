using System.Security.Cryptography;
using Cuvee.Ingest;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>The lines of one emitted file in blocks, whatever its container, hashed on the way.</summary>
internal sealed class LineStream : IDisposable
{
    private readonly string _path;
    private readonly string _key;
    private readonly FileStream _file;
    private readonly HashingStream _raw;
    private readonly HashingStream? _content;
    private IncrementalHash? _rows;

    private LineStream(string path, string key)
    {
        (_path, _key) = (path, key);
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        _raw = new HashingStream(_file);
        _content = path.EndsWith(".gz", StringComparison.Ordinal) ? new HashingStream(new GzipDecompressStream(_raw))
            : path.EndsWith(".zst", StringComparison.Ordinal) ? new HashingStream(new ZstdDecompressStream(_raw))
            : null;
    }

    /// <summary>Length and hash of the bytes as stored; known when all blocks were read.</summary>
    public InputDigest Digest => new(_raw.ByteCount, _raw.Sha256!);

    /// <summary>Hash of the uncompressed lines; known when all blocks were read.</summary>
    public string ContentSha256 { get; private set; } = string.Empty;

    public static LineStream Open(string path, string key) => new(path, key);

    /// <summary>The blocks with the number of stored bytes read so far. May be enumerated once.</summary>
    /// <exception cref="CuveeException">The file is damaged.</exception>
    public IEnumerable<(Block Block, long BytesRead)> Blocks()
    {
        using var blocks = (IsParquet ? Rows() : new JsonLines().Split(_content ?? _raw)).GetEnumerator();
        while (Next(blocks)) yield return (blocks.Current, _raw.ByteCount);
        Drain(_content ?? _raw);
        Drain(_raw);
        ContentSha256 = _rows is not null ? Convert.ToHexStringLower(_rows.GetHashAndReset()) : (_content ?? _raw).Sha256!;
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _content?.Dispose();
        _raw.Dispose();
        _file.Dispose();
    }

    private bool IsParquet => _path.EndsWith(".parquet", StringComparison.Ordinal);

    private IEnumerable<Block> Rows()
    {
        _rows = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Drain(_raw);
        foreach (var block in ParquetBlocks.Read(_path, Block.DefaultBytes))
        {
            foreach (var row in block)
            {
                _rows.AppendData(row.Value.Span);
                _rows.AppendData("\n"u8);
            }

            yield return block;
        }
    }

    private bool Next(IEnumerator<Block> blocks)
    {
        try
        {
            return blocks.MoveNext();
        }
        catch (InvalidDataException damage)
        {
            throw new CuveeException($"{_key}: {damage.Message}", damage);
        }
    }

    private static void Drain(Stream stream)
    {
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) > 0)
        {
            // Reading is what hashes
        }
    }
}
