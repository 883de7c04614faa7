using System.Buffers.Binary;
using System.IO.Compression;

namespace Cuvee.Ingest;

/// <summary>
/// Decompresses gzip (RFC 1952), one member after another. Unlike <see cref="GZipStream"/>, which takes the end of the file for the end of the data,
/// it finds every cut: each member's checksum and length must be there and right. Zeros after the last member are padding; anything else there is an error.
/// </summary>
/// <exception cref="InvalidDataException">On reading: the data is cut off or corrupt.</exception>
internal sealed class GzipDecompressStream(Stream raw) : ReadOnlyStream
{
    private const string CutOff = "the gzip data is cut off; fetch the file again";
    private const string Corrupt = "the gzip data is cut off or corrupt; fetch the file again";

    private readonly GzipInput _input = new(raw);
    private DeflateStream? _member;
    private bool _hasMember;
    private uint _checksum;
    private uint _length;

    public override int Read(Span<byte> buffer)
    {
        while (buffer.Length > 0 && (_member is not null || BeginMember()))
        {
            var read = Inflate(buffer);
            if (read > 0)
            {
                _checksum = Crc32.Append(_checksum, buffer[..read]);
                _length += (uint)read;
                return read;
            }
            EndMember();
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            _input.Dispose();
            raw.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _member!.Read(buffer);
        }
        catch (InvalidDataException corrupt)
        {
            throw new InvalidDataException(Corrupt, corrupt);
        }
    }

    /// <summary>False at the end of the file.</summary>
    private bool BeginMember()
    {
        var first = _input.Next();
        while (first == 0 && _hasMember) first = _input.Next();
        if (first < 0) return _hasMember ? false : throw new InvalidDataException(CutOff);

        var start = _input.Offset - 1;
        if (first != 0x1F || NextByte(start) != 0x8B || NextByte(start) != 8) throw NoMember(start);
        SkipHeader();
        _member = new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
        _hasMember = true;
        _checksum = _length = 0;
        return true;
    }

    private void EndMember()
    {
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        if (!_input.SkipPast(trailer)) throw new InvalidDataException(_input.RanDry ? CutOff : Corrupt);
        _member!.Dispose();
        _member = null;
    }

    private void SkipHeader()
    {
        var flags = NextByte();
        if ((flags & 0xE0) != 0) throw new InvalidDataException(Corrupt);
        Skip(6);
        if ((flags & 0x04) != 0) Skip(NextByte() | (NextByte() << 8));
        if ((flags & 0x08) != 0) SkipText();
        if ((flags & 0x10) != 0) SkipText();
        if ((flags & 0x02) != 0) Skip(2);
    }

    private void Skip(int count)
    {
        for (; count > 0; count--) NextByte();
    }

    private void SkipText()
    {
        while (NextByte() != 0)
        {
            // A name or comment ends with a zero
        }
    }

    private int NextByte()
    {
        var value = _input.Next();
        return value >= 0 ? value : throw new InvalidDataException(CutOff);
    }

    private int NextByte(long start)
    {
        var value = _input.Next();
        return value >= 0 ? value : throw NoMember(start);
    }

    private InvalidDataException NoMember(long start) =>
        new(_hasMember ? $"bytes that are no gzip data follow the end of the gzip data at offset {start}; remove them or fetch the file again" : Corrupt);
}
