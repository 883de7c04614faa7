using System.Text;

namespace Cuvee.Ingest;

/// <summary>A declared encoding from before Unicode to UTF-8. Bytes that the encoding does not define are an error, never a replacement character.</summary>
internal sealed class LegacyEncodingStream(Stream inner, Encoding encoding) : TranscodingStream(inner)
{
    private const int Gb18030CodePage = 54936;

    private readonly Decoder _decoder = encoding.GetDecoder();
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly byte[] _input = new byte[InputBytes];
    private readonly char[] _characters = new char[encoding.GetMaxCharCount(InputBytes)];
    private long _byteOffset;
    private bool _hasEnded;

    protected override int Transcode(Span<byte> output)
    {
        var written = 0;
        while (written == 0 && !_hasEnded)
        {
            var read = Inner.ReadAtLeast(_input, _input.Length, throwOnEndOfStream: false);
            _hasEnded = read < _input.Length;
            var characters = _characters.AsSpan(0, Decode(_input.AsSpan(0, read)));
            RefuseUndefined(characters);
            written = _encoder.GetBytes(characters, output, flush: _hasEnded);
            _byteOffset += read;
        }
        return written;
    }

    private int Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return _decoder.GetChars(bytes, _characters, flush: _hasEnded);
        }
        catch (DecoderFallbackException undefined)
        {
            throw Undefined($"byte 0x{Convert.ToHexString(undefined.BytesUnknown ?? [])} at or after offset {_byteOffset}", undefined);
        }
    }

    /// <summary>
    /// The code pages of .NET give bytes without a meaning a character of the private use area instead of an error (GB18030 truly has that area).
    /// </summary>
    private void RefuseUndefined(ReadOnlySpan<char> characters)
    {
        if (encoding.CodePage == Gb18030CodePage) return;
        var found = characters.IndexOfAnyInRange('\uF700', '\uF8FE');
        if (found < 0) return;
        var place = encoding.IsSingleByte ? $"at offset {_byteOffset + found}" : $"at or after offset {_byteOffset}";
        throw Undefined($"a byte {place}", inner: null);
    }

    private InvalidDataException Undefined(string what, Exception? inner) =>
        new($"{what} means nothing in {encoding.WebName}; declare the encoding that the file is written in", inner);
}
