using System.Security.Cryptography;

namespace Cuvee.Ingest;

/// <summary>Hashes the bytes of a file while they are read, so that they are read once.</summary>
internal sealed class HashingStream(Stream inner) : ReadOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? _sha256;

    /// <summary>Bytes read so far.</summary>
    public long ByteCount { get; private set; }

    /// <summary>SHA-256 of the whole file, 64 hexadecimal digits in lower case; null before its end was reached.</summary>
    public string? Sha256 => _sha256;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        ByteCount += read;
        if (read > 0) _hash.AppendData(buffer[..read]);
        else if (buffer.Length > 0) _sha256 ??= Convert.ToHexStringLower(_hash.GetHashAndReset());
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
