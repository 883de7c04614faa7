using System.Security.Cryptography;

namespace Cuvee.Ingest;

/// <summary>Counts the bytes of a file while they are read, and hashes them, so that they are read once.</summary>
/// <param name="inner">The file.</param>
/// <param name="isHashed">Whether anyone will ask for the hash.</param>
internal sealed class HashingStream(Stream inner, bool isHashed = true) : ReadOnlyStream
{
    private readonly IncrementalHash? _hash = isHashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private string? _sha256;

    /// <summary>Bytes read so far.</summary>
    public long ByteCount { get; private set; }

    /// <summary>SHA-256 of the whole file, 64 hexadecimal digits in lower case; null before its end was reached, and where it is not hashed.</summary>
    public string? Sha256 => _sha256;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        ByteCount += read;
        if (_hash is null) return read;
        if (read > 0) _hash.AppendData(buffer[..read]);
        else if (buffer.Length > 0) _sha256 ??= Convert.ToHexStringLower(_hash.GetHashAndReset());
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash?.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
