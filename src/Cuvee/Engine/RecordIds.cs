using System.Buffers.Text;
using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>Makes the ids of records: the first 128 bits of SHA-256(source \0 file key \0 line \0 item). One instance serves one thread.</summary>
internal sealed class RecordIds
{
    private readonly ByteBuffer _text = new();

    public Hash128 Of(string source, string fileKey, long line, long item)
    {
        _text.Clear();
        Encoding.UTF8.GetBytes(source, _text);
        _text.Add(0);
        Encoding.UTF8.GetBytes(fileKey, _text);
        _text.Add(0);
        AddNumber(line);
        _text.Add(0);
        AddNumber(item);
        return Hash128.Of(_text.Written);
    }

    private void AddNumber(long number)
    {
        Utf8Formatter.TryFormat(number, _text.GetSpan(20), out var written);
        _text.Advance(written);
    }
}
