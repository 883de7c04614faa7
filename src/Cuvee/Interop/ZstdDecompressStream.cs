using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>
/// Reads zstd: one frame or many behind each other, skippable frames too, with windows up to 2 GiB (what <c>zstd --ultra --long=31</c> writes).
/// An empty input is an empty output.
/// Reading throws <see cref="InvalidDataException"/> where the input is cut off or corrupt, as <see cref="System.IO.Compression.GZipStream"/> does.
/// </summary>
/// <exception cref="CuveeException">libzstd is not installed.</exception>
public sealed unsafe class ZstdDecompressStream : Stream
{
    /// <summary>The largest window zstd can make on a 64-bit machine (ZSTD_WINDOWLOG_MAX_64 in zstd.h).</summary>
    private const int MaxWindowLog = 31;

    private readonly Stream _input;
    private readonly bool _leaveOpen;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _bufferStart;
    private int _bufferEnd;
    private nint _decompressor;
    private bool _isInsideFrame;

    public ZstdDecompressStream(Stream input, bool leaveOpen = false)
    {
        _input = input;
        _leaveOpen = leaveOpen;
        _decompressor = ZstdNative.CreateDecompressor();
        if (_decompressor == 0) throw new InvalidOperationException("zstd could not allocate a decompressor");
        var code = ZstdNative.SetDecompressorParameter(_decompressor, ZstdNative.WindowLogMax, MaxWindowLog);
        if (ZstdNative.ErrorText(code) is { } error) throw new InvalidOperationException($"zstd: {error}");
    }

    public override bool CanRead => _decompressor != 0;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_decompressor == 0, this);
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            var atEnd = _bufferStart == _bufferEnd && !Refill();
            if (atEnd && !_isInsideFrame) return 0;

            // At the end of the input the library may still hold decoded bytes, so it is asked once more
            var written = Decompress(buffer);
            if (written > 0) return written;
            if (atEnd && _isInsideFrame) throw new InvalidDataException("zstd: the data ends inside a frame; the file is cut off");
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_leaveOpen) _input.Dispose();
        Free();
        base.Dispose(disposing);
    }

    private bool Refill()
    {
        _bufferStart = 0;
        _bufferEnd = _input.Read(_buffer);
        return _bufferEnd > 0;
    }

    private int Decompress(Span<byte> target)
    {
        fixed (byte* source = _buffer)
        fixed (byte* destination = target)
        {
            var input = new ZstdNative.Buffer { Bytes = source, Size = (nuint)_bufferEnd, Position = (nuint)_bufferStart };
            var output = new ZstdNative.Buffer { Bytes = destination, Size = (nuint)target.Length };
            var code = ZstdNative.Decompress(_decompressor, ref output, ref input);
            if (ZstdNative.ErrorText(code) is { } error) throw new InvalidDataException($"zstd: the data is corrupt ({error})");
            _isInsideFrame = code != 0;
            _bufferStart = (int)input.Position;
            return (int)output.Position;
        }
    }

    private void Free()
    {
        if (_decompressor != 0) _ = ZstdNative.FreeDecompressor(_decompressor);
        _decompressor = 0;
    }
}
