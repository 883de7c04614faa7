using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>Opens input files. What needs a native library is handed in, so that this folder needs none.</summary>
public sealed class FileOpening
{
    private static ReadOnlySpan<byte> ParquetMagic => "PAR1"u8;

    /// <summary>
    /// Decompresses Zstandard data; the result owns the stream it is given and throws <see cref="InvalidDataException"/> where the data is cut off or
    /// corrupt.
    /// </summary>
    public required Func<Stream, Stream> DecompressZstd { get; init; }

    /// <summary>
    /// The rows of the Parquet file at a path as blocks of about so many bytes (see <see cref="BlockBuilder"/>): a JSON object each, the row from 1 as its
    /// line,
    /// index 0, byte offset -1. Throws <see cref="InvalidDataException"/> where the file is damaged.
    /// </summary>
    public required Func<string, int, IEnumerable<Block>> ReadParquet { get; init; }

    /// <summary>Opens a file and looks at its beginning: how it is compressed and encoded, what container it is, and whether it is damaged.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="fileKey">What it is called in errors and artefacts (see <see cref="FileKey"/>).</param>
    /// <param name="encoding">The declared encoding, by its IANA name; null reads UTF-8, or UTF-16 where there is a byte order mark.</param>
    /// <param name="withDigest">Whether the bytes are hashed on the way, for <see cref="InputFile.Digest"/>.</param>
    /// <exception cref="CuveeException">The file cannot be read, or is not the data it should be.</exception>
    public InputFile Open(string path, string fileKey, string? encoding = null, bool withDigest = true)
    {
        var file = OpenRaw(path, fileKey);
        try
        {
            return Open(new HashingStream(file, withDigest), file, path, fileKey, encoding);
        }
        catch (Exception exception)
        {
            file.Dispose();
            if (exception is InvalidDataException or IOException) throw new CuveeException($"{fileKey}: {exception.Message}", exception);
            throw;
        }
    }

    /// <summary>Whether a file begins as Parquet does; false where it cannot be read.</summary>
    internal static bool IsParquet(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            Span<byte> start = stackalloc byte[4];
            return RandomAccess.Read(file, start, 0) == start.Length && start.SequenceEqual(ParquetMagic);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private InputFile Open(HashingStream hashing, FileStream file, string path, string fileKey, string? encoding)
    {
        var raw = new PeekStream(hashing);
        var compression = CompressionOf(raw.Peek(4));
        var decompressed = compression switch
        {
            Compression.Gzip => new PeekStream(new GzipDecompressStream(raw)),
            Compression.Zstd => new PeekStream(DecompressZstd(raw)),
            _ => raw,
        };

        var start = decompressed.Peek(ContainerDetection.SampleBytes);
        if (start.StartsWith(ParquetMagic)) return OpenParquet(file, path, fileKey, hashing, compression);
        if (Damage.OfBytes(start) is { } binary) throw new InvalidDataException(binary);

        var text = TextDecoding.Decode(decompressed, encoding);
        var sample = text.Stream.Peek(ContainerDetection.SampleBytes);
        if (Damage.OfText(sample) is { } damage) throw new InvalidDataException(damage);

        var detection = ContainerDetection.Detect(sample, sample.Length < ContainerDetection.SampleBytes, fileKey);
        return new InputFile(fileKey, hashing, text.Stream, detection, compression, text.EncodingName);
    }

    private InputFile OpenParquet(FileStream file, string path, string fileKey, HashingStream hashing, Compression compression)
    {
        if (compression != Compression.None)
            throw new InvalidDataException($"a Parquet file inside {compression.ToString().ToLowerInvariant()}; decompress it first, "
                + "Parquet is compressed already");
        Span<byte> end = stackalloc byte[4];
        if (RandomAccess.Read(file.SafeFileHandle, end, Math.Max(4, file.Length - 4)) < 4 || !end.SequenceEqual(ParquetMagic))
            throw new InvalidDataException("the Parquet file is cut off; fetch the file again");

        var detection = new Detection(ContainerKind.Parquet, null, 1, "begins and ends with PAR1");
        return new InputFile(fileKey, hashing, hashing, detection, compression, "none") { ParquetBlocks = blockBytes => ReadParquet(path, blockBytes) };
    }

    private static FileStream OpenRaw(string path, string fileKey)
    {
        if (Directory.Exists(path)) throw new CuveeException($"{fileKey}: a folder, not a file; name its files, as in '{fileKey.TrimEnd('/')}/*.jsonl'");
        try
        {
            return new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CuveeException($"{fileKey}: no such file; check the path, or where the link points", missing);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new CuveeException($"{fileKey}: may not be read; change its permissions", denied);
        }
        catch (IOException failure)
        {
            throw new CuveeException($"{fileKey}: cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>By the magic numbers of RFC 1952 and RFC 8878, skippable frames included.</summary>
    private static Compression CompressionOf(ReadOnlySpan<byte> start) => start switch
    {
        [0x1F, 0x8B, ..] => Compression.Gzip,
        [0x28, 0xB5, 0x2F, 0xFD] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18] => Compression.Zstd,
        _ => Compression.None,
    };
}
