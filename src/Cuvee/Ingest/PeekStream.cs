namespace Cuvee.Ingest;

/// <summary>A stream whose beginning can be looked at before it is read.</summary>
internal sealed class PeekStream(Stream inner) : ReadOnlyStream
{
    private byte[] _peeked = [];
    private int _position;

    /// <summary>The next <paramref name="count"/> bytes, fewer only where the stream ends. Before the first read only.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        var known = _peeked.Length - _position;
        if (known < count)
        {
            var bytes = new byte[count];
            _peeked.AsSpan(_position).CopyTo(bytes);
            var length = known + inner.ReadAtLeast(bytes.AsSpan(known), count - known, throwOnEndOfStream: false);
            _peeked = bytes[..length];
            _position = 0;
        }
        return _peeked.AsSpan(_position, Math.Min(count, _peeked.Length - _position));
    }

    /// <summary>Passes over bytes that were peeked.</summary>
    public void Skip(int count) => _position += count;

    public override int Read(Span<byte> buffer)
    {
        if (_position == _peeked.Length) return inner.Read(buffer);
        var count = Math.Min(buffer.Length, _peeked.Length - _position);
        _peeked.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
