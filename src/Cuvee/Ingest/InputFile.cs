using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>An input file that was opened, to be read once from beginning to end.</summary>
public sealed class InputFile : IDisposable
{
    private readonly HashingStream _raw;
    private readonly Stream _decoded;

    internal InputFile(string key, HashingStream raw, Stream decoded, Detection detection, Compression compression, string encodingName)
    {
        Key = key;
        _raw = raw;
        _decoded = decoded;
        Detection = detection;
        Compression = compression;
        EncodingName = encodingName;
    }

    /// <summary>What the file is called in errors and artefacts.</summary>
    public string Key { get; }

    public Detection Detection { get; }

    public Compression Compression { get; }

    /// <summary>The IANA name of the encoding it is written in; "none" for Parquet.</summary>
    public string EncodingName { get; }

    public bool IsEmpty => Detection.Kind == ContainerKind.Empty;

    /// <summary>Length and hash of the file as stored. Known once <see cref="Blocks"/> was read to its end.</summary>
    public InputDigest Digest => new(_raw.ByteCount, _raw.Sha256 ?? throw new InvalidOperationException("The file was not read to its end."));

    /// <summary>Bytes of the stored file that were read so far.</summary>
    public long BytesRead => _raw.ByteCount;

    internal Func<int, IEnumerable<Block>>? ParquetBlocks { get; init; }

    /// <summary>The blocks of the file in order, none for an empty one. May be enumerated once.</summary>
    /// <exception cref="CuveeException">While enumerating: the file is damaged from here on. Blocks that came before are sound.</exception>
    public IEnumerable<Block> Blocks(int blockBytes = Block.DefaultBytes)
    {
        using var blocks = Read(blockBytes).GetEnumerator();
        while (Next(blocks)) yield return blocks.Current;
    }

    public void Dispose()
    {
        _decoded.Dispose();
        _raw.Dispose();
    }

    private IEnumerable<Block> Read(int blockBytes)
    {
        // Parquet is read by its path, so its bytes are hashed first; any other file while it is read.
        if (ParquetBlocks is not null) Drain(blockBytes);
        var decoded = new DamageStream(_decoded);
        var blocks = ParquetBlocks?.Invoke(blockBytes) ?? Detection.Container?.Split(decoded, blockBytes) ?? [];
        foreach (var block in blocks) yield return block;
        decoded.Damage?.Throw();
        Drain(blockBytes);
    }

    private bool Next(IEnumerator<Block> blocks)
    {
        try
        {
            return blocks.MoveNext();
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            throw new CuveeException($"{Key}: {damage.Message}", damage);
        }
    }

    /// <summary>Reads what a decompressor may have left behind the end of its data, which belongs to the hash too.</summary>
    private void Drain(int bufferBytes)
    {
        var buffer = new byte[Math.Max(bufferBytes, Block.DefaultBytes)];
        while (_decoded.Read(buffer) > 0 || _raw.Read(buffer) > 0)
        {
            // Reading is what hashes
        }
    }
}
