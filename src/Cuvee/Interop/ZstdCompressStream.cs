using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>
/// Writes one zstd frame with a checksum, on the calling thread, so that the same bytes in give the same bytes out, however they are cut into writes.
/// <see cref="Flush"/> passes on what is ready and does not cut a block short; the frame is complete only after <see cref="Stream.Dispose()"/>.
/// </summary>
/// <exception cref="CuveeException">libzstd is not installed.</exception>
public sealed unsafe class ZstdCompressStream : Stream
{
    private readonly Stream _output;
    private readonly bool _leaveOpen;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private nint _compressor;

    /// <param name="output">Takes the compressed bytes.</param>
    /// <param name="level">From 1 (fast) to 22 (small); negative levels are faster still.</param>
    /// <param name="leaveOpen">Whether <paramref name="output"/> stays open when this stream is disposed.</param>
    public ZstdCompressStream(Stream output, int level = Zstd.DefaultLevel, bool leaveOpen = false)
    {
        // Outside this range the library would silently take the nearest level
        ArgumentOutOfRangeException.ThrowIfLessThan(level, ZstdNative.MinimumLevel());
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, ZstdNative.MaximumLevel());
        _output = output;
        _leaveOpen = leaveOpen;
        _compressor = ZstdNative.CreateCompressor();
        if (_compressor == 0) throw new InvalidOperationException("zstd could not allocate a compressor");
        Check(ZstdNative.SetCompressorParameter(_compressor, ZstdNative.CompressionLevel, level));
        Check(ZstdNative.SetCompressorParameter(_compressor, ZstdNative.ChecksumFlag, 1));
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => _compressor != 0;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_compressor == 0, this);
        while (!buffer.IsEmpty)
        {
            Compress(buffer, ZstdNative.Continue, out var consumed);
            buffer = buffer[consumed..];
        }
    }

    public override void Flush() => _output.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing && _compressor != 0)
            {
                while (Compress([], ZstdNative.End, out _) > 0)
                {
                }
            }
        }
        finally
        {
            Free();
            if (disposing && !_leaveOpen) _output.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>One call of the library, its output passed on; returns how many bytes it still holds.</summary>
    private nuint Compress(ReadOnlySpan<byte> bytes, int operation, out int consumed)
    {
        fixed (byte* source = bytes)
        fixed (byte* destination = _buffer)
        {
            var input = new ZstdNative.Buffer { Bytes = source, Size = (nuint)bytes.Length };
            var output = new ZstdNative.Buffer { Bytes = destination, Size = (nuint)_buffer.Length };
            var code = ZstdNative.Compress(_compressor, ref output, ref input, operation);
            Check(code);
            consumed = (int)input.Position;
            _output.Write(_buffer, 0, (int)output.Position);
            return code;
        }
    }

    private static void Check(nuint code)
    {
        if (ZstdNative.ErrorText(code) is { } error) throw new InvalidOperationException($"zstd: {error}");
    }

    private void Free()
    {
        if (_compressor != 0) _ = ZstdNative.FreeCompressor(_compressor);
        _compressor = 0;
    }
}
