using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cuvee.Model;

namespace Cuvee.FastText;

/// <summary>A model file, read once from beginning to end and hashed on the way. Numbers are little-endian.</summary>
internal sealed class FastTextFile : IDisposable
{
    /// <summary>Bytes read at a time: a matrix may be larger than a span of bytes can be.</summary>
    private const int ChunkBytes = 1 << 20;

    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _small = new byte[sizeof(long)];
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;
    private int _filled;

    public FastTextFile(string path, string name)
    {
        Name = name;
        try
        {
            _stream = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
            Length = _stream.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _hash.Dispose();
            throw new CuveeException($"{name}: the fastText model cannot be read; check the path, which is relative to the recipe", exception);
        }
    }

    /// <summary>What errors call the file.</summary>
    public string Name { get; }

    public long Length { get; }

    /// <summary>What is being read, for the error when the file ends within it.</summary>
    public string Part { get; set; } = string.Empty;

    private long Rest => Length - _stream.Position + (_filled - _at);

    public int ReadInt32()
    {
        Read(_small.AsSpan(0, sizeof(int)));
        return BinaryPrimitives.ReadInt32LittleEndian(_small);
    }

    public long ReadInt64()
    {
        Read(_small.AsSpan(0, sizeof(long)));
        return BinaryPrimitives.ReadInt64LittleEndian(_small);
    }

    public byte ReadByte()
    {
        if (_at == _filled) Fill();
        return _buffer[_at++];
    }

    public void Skip(int bytes)
    {
        for (var i = 0; i < bytes; i++) ReadByte();
    }

    public byte[] ReadBytes(long count)
    {
        RequireRest(count);
        var bytes = new byte[count];
        Read(bytes);
        return bytes;
    }

    /// <summary>So many numbers, all of them finite.</summary>
    public float[] ReadFloats(long count)
    {
        RequireRest(count, sizeof(float));
        var numbers = new float[count];
        for (var at = 0L; at < count; at += ChunkBytes)
        {
            var chunk = numbers.AsSpan((int)at, (int)Math.Min(ChunkBytes, count - at));
            Read(MemoryMarshal.AsBytes(chunk));
            Require(AllFinite(chunk), "with a number that is none");
        }

        return numbers;
    }

    /// <exception cref="CuveeException">The condition does not hold, so the file is damaged.</exception>
    public void Require(bool condition, string what)
    {
        if (!condition) throw new CuveeException($"{Name}: a damaged fastText model ({Part} is one {what}); fetch or write it again");
    }

    /// <summary>Refuses a size that the rest of the file cannot hold, before anything of that size is made.</summary>
    public void RequireRest(long count, int bytesEach = 1)
    {
        if (count < 0 || count > Array.MaxLength) Require(condition: false, "with sizes that cannot be");
        if (count * bytesEach > Rest) throw Truncated();
    }

    /// <summary>The SHA-256 of the file, which must end here.</summary>
    public string Finish()
    {
        if (Rest > 0) throw new CuveeException($"{Name}: a damaged fastText model ({Rest:N0} bytes follow its last matrix); fetch or write it again");
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }

    private void Read(Span<byte> target)
    {
        var buffered = Math.Min(target.Length, _filled - _at);
        _buffer.AsSpan(_at, buffered).CopyTo(target);
        _at += buffered;
        target = target[buffered..];
        while (target.Length >= _buffer.Length)
        {
            var read = _stream.Read(target[..Math.Min(target.Length, ChunkBytes)]);
            if (read == 0) throw Truncated();
            _hash.AppendData(target[..read]);
            target = target[read..];
        }

        while (!target.IsEmpty)
        {
            if (_at == _filled) Fill();
            var count = Math.Min(target.Length, _filled - _at);
            _buffer.AsSpan(_at, count).CopyTo(target);
            _at += count;
            target = target[count..];
        }
    }

    private void Fill()
    {
        _at = 0;
        _filled = _stream.Read(_buffer);
        if (_filled == 0) throw Truncated();
        _hash.AppendData(_buffer.AsSpan(0, _filled));
    }

    private CuveeException Truncated() => new($"{Name}: the fastText model ends within {Part}; it is truncated, fetch or write it again");

    private static bool AllFinite(ReadOnlySpan<float> numbers)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        // Infinity and NaN times zero is NaN, anything else zero, and NaN stays in a sum
        var sum = Vector<float>.Zero;
        foreach (var vector in vectors) sum += vector * Vector<float>.Zero;
        var rest = Vector.Sum(sum);
        foreach (var number in numbers[(vectors.Length * Vector<float>.Count)..]) rest += number * 0;
        return rest == 0;
    }
}
