namespace Cuvee.Ingest;

/// <summary>A stream that turns the bytes of another into UTF-8.</summary>
internal abstract class TranscodingStream(Stream inner) : ReadOnlyStream
{
    /// <summary>How many bytes of the file are turned at once.</summary>
    protected const int InputBytes = 16 * 1024;

    // No unit of any encoding gives more than 3 bytes of UTF-8 a byte; the rest is room for what was left from the time before.
    private readonly byte[] _output = new byte[(3 * InputBytes) + 64];
    private int _start;
    private int _end;

    protected Stream Inner { get; } = inner;

    /// <summary>
    /// Writes some UTF-8 into <paramref name="output"/>, which has room for everything that <see cref="InputBytes"/> bytes give; 0 only at the end.
    /// </summary>
    protected abstract int Transcode(Span<byte> output);

    public sealed override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = Transcode(_output);
        }
        var count = Math.Min(buffer.Length, _end - _start);
        _output.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Inner.Dispose();
        base.Dispose(disposing);
    }
}
