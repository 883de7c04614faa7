namespace Cuvee.Publish;

/// <summary>
/// Gives a compressor its input in pieces of one size, whatever the sizes of the writes. What a compressor puts out may depend on the pieces
/// it is given, and those depend on blocks and batches, which must not show in the output.
/// </summary>
internal sealed class EvenStream(Stream inner) : Stream
{
    private readonly byte[] _piece = new byte[64 * 1024];
    private int _filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var length = Math.Min(buffer.Length, _piece.Length - _filled);
            buffer[..length].CopyTo(_piece.AsSpan(_filled));
            buffer = buffer[length..];
            _filled += length;
            if (_filled < _piece.Length) return;
            inner.Write(_piece);
            _filled = 0;
        }
    }

    public override void Flush()
    {
        // A flush in the middle would show in the output; everything is written at the end
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Write(_piece.AsSpan(0, _filled));
            _filled = 0;
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
