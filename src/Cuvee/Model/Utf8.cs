using System.Text;

namespace Cuvee.Model;

/// <summary>
/// A slice of UTF-8 bytes in an array that others may share. In the first pass the arrays are filled again when a block of input is done, so a text that
/// outlives its record is kept as a copy, see <see cref="Detach"/>. The default value is "absent" (JSON null), which differs from an empty text.
/// </summary>
public readonly struct Utf8(byte[]? array, int offset, int length) : IEquatable<Utf8>
{
    private readonly byte[]? _array = array;
    private readonly int _offset = offset;

    public static readonly Utf8 Empty = new([], 0, 0);

    /// <summary>Length in bytes; 0 when absent.</summary>
    public int Length { get; } = length;

    /// <summary>True for the default value: there is no text at all.</summary>
    public bool IsAbsent => _array is null;

    /// <summary>True when absent or of length 0.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>The array that holds the slice; null when absent.</summary>
    internal byte[]? Array => _array;

    /// <summary>Where the slice begins in <see cref="Array"/>.</summary>
    internal int Offset => _offset;

    public ReadOnlySpan<byte> Span => new(_array, _offset, Length);

    public static Utf8 Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new Utf8(bytes, 0, bytes.Length);
    }

    public static Utf8 Copy(ReadOnlySpan<byte> bytes) => new(bytes.ToArray(), 0, bytes.Length);

    public Utf8 Slice(int start, int length) => new(_array, _offset + start, length);

    /// <summary>A copy in an array of its own.</summary>
    public Utf8 Detach() => IsAbsent ? this : Copy(Span);

    public bool Equals(Utf8 other) => IsAbsent == other.IsAbsent && Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is Utf8 other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Span);

    public static bool operator ==(Utf8 left, Utf8 right) => left.Equals(right);

    public static bool operator !=(Utf8 left, Utf8 right) => !left.Equals(right);
}
