using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Utf8Transcoder = System.Text.Unicode.Utf8;

namespace Cuvee.Ingest;

/// <summary>
/// UTF-16 to UTF-8. A lone surrogate becomes the three bytes that its number would have, and half a unit at the end the byte FF: both are invalid UTF-8,
/// so that the record that holds them is quarantined like any other with invalid text, and no other record is.
/// </summary>
internal sealed class Utf16Stream(Stream inner, bool bigEndian) : TranscodingStream(inner)
{
    private readonly ushort[] _units = new ushort[(InputBytes / 2) + 1];
    private readonly byte[] _input = new byte[InputBytes];
    private bool _hasPendingUnit;
    private bool _hasEnded;

    protected override int Transcode(Span<byte> output)
    {
        var written = 0;
        while (written == 0 && !_hasEnded)
        {
            var read = Inner.ReadAtLeast(_input, _input.Length, throwOnEndOfStream: false);
            _hasEnded = read < _input.Length;
            written = Write(ReadUnits(read), output);
            if (_hasEnded && read % 2 != 0) output[written++] = 0xFF;
        }
        return written;
    }

    /// <summary>The units just read, after the one left over.</summary>
    private Span<ushort> ReadUnits(int read)
    {
        var pending = _hasPendingUnit ? 1 : 0;
        var units = _units.AsSpan(pending, read / 2);
        MemoryMarshal.Cast<byte, ushort>(_input.AsSpan(0, read & ~1)).CopyTo(units);
        if (bigEndian == BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(units, units);
        return _units.AsSpan(0, pending + units.Length);
    }

    private int Write(Span<ushort> units, Span<byte> output)
    {
        var characters = MemoryMarshal.Cast<ushort, char>(units);
        var written = 0;
        while (true)
        {
            var status = Utf8Transcoder.FromUtf16(
                characters, output[written..], out var consumed, out var produced, replaceInvalidSequences: false, isFinalBlock: _hasEnded);
            characters = characters[consumed..];
            written += produced;
            if (status != OperationStatus.InvalidData) break;

            WriteSurrogate(characters[0], output[written..]);
            written += 3;
            characters = characters[1..];
        }
        _hasPendingUnit = characters.Length > 0;
        if (_hasPendingUnit) _units[0] = characters[0];
        return written;
    }

    private static void WriteSurrogate(char surrogate, Span<byte> output)
    {
        output[0] = (byte)(0xE0 | (surrogate >> 12));
        output[1] = (byte)(0x80 | ((surrogate >> 6) & 0x3F));
        output[2] = (byte)(0x80 | (surrogate & 0x3F));
    }
}
