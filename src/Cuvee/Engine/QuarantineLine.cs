using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>One line of quarantine.jsonl: where an item stands, why it is no record, and its bytes, so that nothing is lost.</summary>
internal static class QuarantineLine
{
    /// <summary>Appends the line. Bytes that are not UTF-8 are given as <c>raw_base64</c> instead of <c>raw</c>.</summary>
    public static void Write(ByteBuffer target, string source, string file, QuarantineRow row)
    {
        var (_, origin, reason, detail, raw) = row;
        Member(target, "{\"source\":"u8, source);
        Member(target, ",\"file\":"u8, file);
        target.Add(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"line\":{origin.Line},\"item\":{origin.Item},\"byte_offset\":{origin.ByteOffset}")));
        Member(target, ",\"reason\":"u8, reason);
        Member(target, ",\"detail\":"u8, detail);
        if (System.Text.Unicode.Utf8.IsValid(raw.Span))
        {
            target.Add(",\"raw\":"u8);
            JsonText.WriteText(target, raw.Span);
        }
        else
        {
            Member(target, ",\"raw_base64\":"u8, Convert.ToBase64String(raw.Span));
        }

        target.Add("}\n"u8);
    }

    private static void Member(ByteBuffer target, ReadOnlySpan<byte> key, string value)
    {
        target.Add(key);
        JsonText.WriteText(target, Encoding.UTF8.GetBytes(value));
    }
}
