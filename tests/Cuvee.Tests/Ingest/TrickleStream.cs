using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

/// <summary>Gives 1, 2, 3, 1, 2, 3, ... bytes at a time, as a pipe or a decompressor may.</summary>
internal sealed class TrickleStream(byte[] bytes) : ReadOnlyStream
{
    private int _reads;
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, 1 + (_reads++ % 3)), bytes.Length - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
