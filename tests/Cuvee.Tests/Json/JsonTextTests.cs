using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tests.Json;

/// <summary>Texts are read and written in whole vectors; here they are compared with code that goes byte by byte.</summary>
public sealed class JsonTextTests
{
    private static readonly string[] s_pieces =
        ["a", "é", "😀", " plain ", new string('x', 31), new string('y', 33), "\\n", "\\\"", "\\\\", "\\/", "\\b\\f\\r\\t", "\\u0041", "\\u00e9\\u00E8", "\\u0648\\u0623\\u0634",
            "\\u07ff\\u0800\\uffff", "\\u007f\\u0080\\u0000", "\\ud83d\\ude00", "\\uDBFF\\uDFFF"];

    private static readonly string[] s_damage =
        ["\n", "\u001f", "\\x", "\\u", "\\u12", "\\u12g4", "\\uD83D", "\\uDE00", "\\ud83d\\ud83d", "\\ud83d\\u0041", "\\ud83d\\n", "\\ud83d\\uzzzz", "\\ud83dude00", "\\"];

    [Fact]
    public void Texts_of_every_length_and_place_are_decoded()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            // A lone backslash in front could free a quote, and the text would end early.
            if (random.Next(4) == 0) text = text.Insert(0, s_damage[random.Next(s_damage.Length - 1)]);
            if (random.Next(4) == 0) text += s_damage[random.Next(s_damage.Length)];
            var (expected, fault) = Decoded(Encoding.UTF8.GetBytes(text));

            var json = Encoding.UTF8.GetBytes($"\"{text}\"");
            var start = random.Next(40);
            byte[] bytes = [.. new byte[start], .. json, .. "\"\\u0041"u8[..random.Next(8)], .. new byte[random.Next(40)]];
            var tape = new JsonTape();
            Assert.Equal(fault, tape.Parse(bytes, start, start + json.Length, out _));
            if (fault == JsonFault.None) Assert.Equal(expected, tape.Root.Text.Span.ToArray());
        }
    }

    [Fact]
    public void Texts_decoded_before_stay_what_they_were()
    {
        var tape = new JsonTape();
        var kept = new List<(Utf8 Text, string Expected)>();
        for (var i = 0; i < 3000; i++)
        {
            var plain = new string('p', i % 100);
            var json = Encoding.UTF8.GetBytes($"[\"{plain}\\u00e9{i}\",{{\"\\u006b\":\"{i}\\n{plain}\"}},\"{i}\"]");
            Assert.Equal(JsonFault.None, tape.Parse(json, 0, json.Length, out _));
            var expected = new[] { $"{plain}é{i}", $"{i}\n{plain}", $"{i}" };
            var texts = new List<Utf8>();
            foreach (var element in tape.Root.Elements()) texts.Add(element.Kind == JsonKind.Object ? element["k"u8].Text : element.Text);
            kept.AddRange(texts.Zip(expected));
        }

        Assert.All(kept, text => Assert.Equal(text.Expected, text.Text.ToString()));
    }

    [Fact]
    public void The_source_of_a_text_keeps_its_escapes()
    {
        var json = "\"a\\u0062\\n\""u8.ToArray();
        var tape = new JsonTape();
        Assert.Equal(JsonFault.None, tape.Parse(json, 0, json.Length, out _));
        Assert.Equal(("a\\u0062\\n", "ab\n"), (tape.Root.Source.ToString(), tape.Root.Text.ToString()));
    }

    [Fact]
    public void Texts_of_every_length_are_written()
    {
        var random = new Random(2);
        for (var round = 0; round < 20_000; round++)
        {
            var oneIn = random.Next(1, 40);
            var text = new byte[random.Next(200)];
            foreach (ref var value in text.AsSpan()) value = random.Next(oneIn) == 0 ? "\"\\\n\u0001\u001f\u007f\b"u8[random.Next(7)] : (byte)random.Next(0x20, 0x100);
            var target = new ByteBuffer(random.Next(1, 100));
            target.Add("[]"u8[..random.Next(3)]);
            var before = target.Written.ToArray();
            JsonText.WriteText(target, text);
            Assert.Equal([.. before, .. Written(text)], target.Written.ToArray());
        }
    }

    [Fact]
    public void A_megabyte_of_escapes_is_written()
    {
        var text = new byte[4 << 20];
        var target = new ByteBuffer(1);
        JsonText.WriteText(target, text);
        Assert.Equal((text.Length * 6) + 2, target.Length);
        Assert.Equal(Written(text), target.Written.ToArray());
    }

    private static byte[] Written(byte[] text)
    {
        var written = new List<byte> { (byte)'"' };
        foreach (var value in text)
        {
            written.AddRange(value switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\b' => "\\b"u8,
                (byte)'\f' => "\\f"u8,
                < 0x20 => Encoding.ASCII.GetBytes($"\\u{value:x4}"),
                _ => [value],
            });
        }

        written.Add((byte)'"');
        return [.. written];
    }

    /// <summary>The inside of a text decoded byte by byte.</summary>
    private static (byte[] Text, JsonFault Fault) Decoded(byte[] escaped)
    {
        var text = new List<byte>();
        for (var at = 0; at < escaped.Length;)
        {
            var value = escaped[at++];
            if (value < 0x20) return ([], JsonFault.MalformedJson);
            if (value != '\\')
            {
                text.Add(value);
                continue;
            }

            // A backslash at the end hides the quote, so the text does not end.
            if (at == escaped.Length) return ([], JsonFault.MalformedJson);
            var letter = escaped[at++];
            var place = "\"\\/bfnrt"u8.IndexOf(letter);
            if (place >= 0)
            {
                text.Add("\"\\/\b\f\n\r\t"u8[place]);
                continue;
            }

            if (letter != 'u' || Unit(escaped, at) is not { } unit) return ([], JsonFault.MalformedJson);
            at += 4;
            if (!char.IsSurrogate(unit))
            {
                text.AddRange(Encoding.UTF8.GetBytes([unit]));
                continue;
            }

            if (!escaped.AsSpan(at).StartsWith("\\u"u8) || Unit(escaped, at + 2) is not { } low || !char.IsSurrogatePair(unit, low)) return ([], JsonFault.LoneSurrogate);
            at += 6;
            text.AddRange(Encoding.UTF8.GetBytes([unit, low]));
        }

        return ([.. text], JsonFault.None);
    }

    private static char? Unit(byte[] text, int at) =>
        at + 4 <= text.Length && text.Skip(at).Take(4).All(digit => char.IsAsciiHexDigit((char)digit)) ? (char)Convert.ToInt32(Encoding.ASCII.GetString(text, at, 4), 16) : null;
}
