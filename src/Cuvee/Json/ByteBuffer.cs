using System.Buffers;
using Cuvee.Model;

namespace Cuvee.Json;

/// <summary>A growing byte array that is written from front to back and reused; what it held is overwritten by the next use.</summary>
public sealed class ByteBuffer(int capacity = 4096) : IBufferWriter<byte>
{
    private const int LargestKeptBytes = 8 << 20;

    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    /// <summary>Forgets everything. Memory that one giant record made it grow to is let go.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > LargestKeptBytes) _bytes = new byte[capacity];
    }

    /// <summary>Forgets everything behind <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public void Add(byte value)
    {
        if (Length == _bytes.Length) Grow(1);
        _bytes[Length++] = value;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length) Grow(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>A little-endian 32-bit number: lengths in hashed serializations.</summary>
    public void AddInt32(int value) => System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(Extend(sizeof(int)), value);

    /// <summary>Overwrites the number at <paramref name="at"/>, written before with <see cref="AddInt32"/>.</summary>
    public void PatchInt32(int at, int value) => System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), value);

    /// <summary>Overwrites the byte at <paramref name="at"/>.</summary>
    public void Replace(int at, byte value) => _bytes[at] = value;

    /// <summary>Room for <paramref name="length"/> bytes that the caller fills.</summary>
    public Span<byte> Extend(int length)
    {
        if (_bytes.Length - Length < length) Grow(length);
        Length += length;
        return _bytes.AsSpan(Length - length, length);
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - Length < Math.Max(1, sizeHint)) Grow(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - Length < Math.Max(1, sizeHint)) Grow(Math.Max(1, sizeHint));
        return _bytes.AsSpan(Length);
    }

    /// <summary>A copy of what was written since <paramref name="start"/>, safe to keep.</summary>
    public Utf8 CopyFrom(int start) => Utf8.Copy(_bytes.AsSpan(start, Length - start));

    // What no array can hold is a fault here, rather than less room than was asked for.
    private void Grow(int more) =>
        Array.Resize(ref _bytes, Math.Max((int)Math.Min(Array.MaxLength, (long)_bytes.Length * 2), checked(Length + more)));
}
