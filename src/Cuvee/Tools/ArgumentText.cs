using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tools;

/// <summary>Reads the arguments of a call. One instance serves one worker; what was read is valid until the next.</summary>
internal sealed class ArgumentText
{
    private readonly JsonTape _tape = new(JsonTape.RowDepth);
    private readonly ByteBuffer _escaped = new();

    /// <summary>Whether the last arguments were read only since line breaks and the like in their texts, which JSON forbids, were let pass.</summary>
    public bool IsLenient { get; private set; }

    /// <summary>The arguments as a JSON object; no value when they are none.</summary>
    public JsonNode Read(Utf8 text)
    {
        _tape.Recycle();
        IsLenient = false;
        var fault = _tape.Parse(text);
        if (fault == JsonFault.MalformedJson && Escape(text.Span))
        {
            fault = _tape.Parse(_escaped.CopyFrom(0));
            IsLenient = true;
        }

        return fault == JsonFault.None && _tape.Root.Kind == JsonKind.Object ? _tape.Root : default;
    }

    /// <summary>Escapes control characters within texts; false when there are none.</summary>
    private bool Escape(ReadOnlySpan<byte> json)
    {
        _escaped.Clear();
        var (isText, found) = (false, false);
        for (var at = 0; at < json.Length; at++)
        {
            var value = json[at];
            if (value == '"') isText = !isText;
            if (isText && value < 0x20)
            {
                _escaped.Add("\\u00"u8);
                _escaped.Add("0123456789abcdef"u8[value >> 4]);
                _escaped.Add("0123456789abcdef"u8[value & 15]);
                found = true;
                continue;
            }

            _escaped.Add(value);
            if (isText && value == '\\' && at + 1 < json.Length) _escaped.Add(json[++at]);
        }

        return found;
    }
}
