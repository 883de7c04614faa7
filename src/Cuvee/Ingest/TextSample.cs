using System.Text.Json;

namespace Cuvee.Ingest;

/// <summary>What the beginning of a text looks like as JSON.</summary>
internal readonly ref struct TextSample
{
    // RFC 8259 sets no limit; the reader wants one, and a sample is never deeper than it is long.
    private static readonly JsonReaderOptions ManyValues = new() { AllowMultipleValues = true, MaxDepth = ContainerDetection.SampleBytes };

    public TextSample(ReadOnlySpan<byte> text, bool isWhole)
    {
        Text = text;
        IsWhole = isWhole;
        while (text.Length > 0)
        {
            var newline = text.IndexOf((byte)'\n');
            if (newline < 0 && !isWhole) break;
            var line = newline < 0 ? text : text[..newline];
            text = text[(newline < 0 ? text.Length : newline + 1)..];
            if (JsonWhiteSpace.IsBlank(line)) continue;
            Lines++;
            var values = CountValues(line);
            if (values > 0) JsonLines++;
            if (Lines == 1) ValuesInFirstLine = values;
        }
    }

    public ReadOnlySpan<byte> Text { get; }

    /// <summary>True when the sample is all of the text.</summary>
    public bool IsWhole { get; }

    /// <summary>Lines that lie wholly in the sample and are not blank.</summary>
    public int Lines { get; }

    /// <summary>Those of them that are JSON objects or arrays and nothing else.</summary>
    public int JsonLines { get; }

    /// <summary>How many objects and arrays the first line is made of; 0 when it is no JSON.</summary>
    public int ValuesInFirstLine { get; }

    /// <summary>The first byte that is not white space, or 0.</summary>
    public byte First => Text.IndexOfAnyExcept(JsonWhiteSpace.Bytes) is >= 0 and var start ? Text[start] : (byte)0;

    /// <summary>True when the text begins as an object or an array of objects or arrays does, which prose in brackets does not.</summary>
    public bool BeginsLikeJson
    {
        get
        {
            var rest = Text.TrimStart(JsonWhiteSpace.Bytes);
            if (rest.Length == 0) return false;
            var second = rest[1..].TrimStart(JsonWhiteSpace.Bytes);
            return rest[0] switch
            {
                (byte)'{' => second.Length == 0 ? !IsWhole : second[0] is (byte)'"' or (byte)'}',
                (byte)'[' => second.Length == 0 ? !IsWhole : second[0] is (byte)'{' or (byte)'[' or (byte)']',
                _ => false,
            };
        }
    }

    /// <summary>True when the first value is sound JSON over more than one line.</summary>
    public bool FirstValueSpansLines
    {
        get
        {
            var reader = new Utf8JsonReader(Text, isFinalBlock: IsWhole, new JsonReaderState(ManyValues));
            try
            {
                while (reader.Read())
                {
                    if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) break;
                }
                return Text[..(int)reader.BytesConsumed].TrimStart(JsonWhiteSpace.Bytes).Contains((byte)'\n');
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }

    private static int CountValues(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, ManyValues);
        var values = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) continue;
                if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return 0;
                values++;
            }
            return values;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}
