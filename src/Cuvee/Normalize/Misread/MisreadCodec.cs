using System.Collections.Immutable;
using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize.Misread;

/// <summary>
/// A codec that UTF-8 is read with by mistake, backwards: from characters to the bytes they were. Windows-1252 takes the C1 controls as well, so it stands for
/// ISO 8859-1 and for decoders that pass undefined bytes through.
/// </summary>
internal sealed class MisreadCodec
{
    // Only the apple of MacRoman and its two ligatures lie beyond
    private const int TableEnd = 0x2600;
    private const int UpperHalf = 0x80;
    private readonly byte[] _bytes = new byte[TableEnd];
    private readonly Dictionary<int, byte> _others = [];

    private MisreadCodec(int number)
    {
        Number = number;
        Name = MisreadTables.Codecs[number];
        if (number == 0) for (var control = 0x80; control < 0xA0; control++) _bytes[control] = (byte)control;
        var upper = MisreadTables.Upper.Slice(number * UpperHalf, UpperHalf);
        for (var i = 0; i < UpperHalf; i++)
        {
            if (upper[i] < TableEnd) _bytes[upper[i]] = (byte)(UpperHalf + i);
            else _others.Add(upper[i], (byte)(UpperHalf + i));
        }
    }

    /// <summary>All codecs, the likeliest first.</summary>
    public static ImmutableArray<MisreadCodec> All { get; } = [.. Enumerable.Range(0, MisreadTables.Codecs.Length).Select(number => new MisreadCodec(number))];

    public static MisreadCodec Windows1252 => All[0];

    /// <summary>Its place in <see cref="All"/>.</summary>
    public int Number { get; }

    /// <summary>Its IANA name.</summary>
    public string Name { get; }

    /// <summary>The byte from 80 on that the codec reads as the character; 0 for ASCII and for characters it does not have.</summary>
    public byte ByteOf(int codePoint) => codePoint < TableEnd ? _bytes[codePoint] : _others.GetValueOrDefault(codePoint);

    /// <summary>Whether the codec has the character only because it stands for ISO 8859-1 as well: a C1 control whose byte it reads as something else.</summary>
    public bool IsOfLatin1Alone(int codePoint) => Number == 0 && codePoint is >= 0x80 and < 0xA0 && MisreadTables.Upper[codePoint - UpperHalf] != codePoint;

    /// <summary>Whether the character was a byte that may stand second or later in a UTF-8 sequence.</summary>
    public bool IsContinuation(int codePoint) => (ByteOf(codePoint) & 0xC0) == 0x80;

    /// <summary>How long the UTF-8 sequence is that the character begins; 0 when it begins none.</summary>
    public int SequenceLength(int codePoint) => ByteOf(codePoint) switch
    {
        >= 0xC2 and < 0xE0 => 2,
        >= 0xE0 and < 0xF0 => 3,
        >= 0xF0 and < 0xF5 => 4,
        _ => 0,
    };
}
