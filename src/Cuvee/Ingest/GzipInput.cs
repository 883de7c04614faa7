namespace Cuvee.Ingest;

/// <summary>
/// The compressed bytes of a gzip file, as <see cref="GzipDecompressStream"/> and the inflater under it take them in turn.
/// The inflater reads ahead and does not say how far it got, so the bytes it took last are kept.
/// </summary>
internal sealed class GzipInput(Stream raw) : ReadOnlyStream
{
    private byte[] _bytes = new byte[32 * 1024];
    private int _taken;
    private int _next;
    private int _end;

    /// <summary>True when the inflater asked for bytes after the last one.</summary>
    public bool RanDry { get; private set; }

    /// <summary>Offset in the file of the next byte.</summary>
    public long Offset { get; private set; }

    /// <summary>Gives bytes to the inflater.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (_next == _end) Fill(from: _end);
        var count = Math.Min(buffer.Length, _end - _next);
        _bytes.AsSpan(_next, count).CopyTo(buffer);
        _taken = _next;
        Advance(count);
        RanDry |= count == 0;
        return count;
    }

    /// <summary>The next byte, or -1 at the end.</summary>
    public int Next()
    {
        if (_next == _end) Fill(from: _end);
        if (_next == _end) return -1;
        Advance(1);
        _taken = _next;
        return _bytes[_next - 1];
    }

    /// <summary>
    /// Goes on behind <paramref name="trailer"/>, which starts somewhere in the bytes that the inflater took last or right after them. False when it
    /// is not there.
    /// </summary>
    public bool SkipPast(ReadOnlySpan<byte> trailer)
    {
        while (_end - _next < trailer.Length)
        {
            if (!Fill(from: _taken)) break;
        }
        var found = _bytes.AsSpan(_taken, Math.Min(_next + trailer.Length, _end) - _taken).IndexOf(trailer);
        if (found < 0) return false;
        Advance(_taken + found + trailer.Length - _next);
        return true;
    }

    private void Advance(int count)
    {
        _next += count;
        Offset += count;
    }

    /// <summary>Reads more, keeping the bytes from a place on. False at the end of the file.</summary>
    private bool Fill(int from)
    {
        _bytes.AsSpan(from, _end - from).CopyTo(_bytes);
        _end -= from;
        _next -= from;
        _taken = Math.Max(0, _taken - from);
        if (_end == _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        var read = raw.Read(_bytes.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
