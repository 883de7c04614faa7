using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cuvee.Report;

/// <summary>Bytes that are not all UTF-8, as a text that shows which are not.</summary>
internal static class EscapedBytes
{
    /// <summary>The text, with <c>\xC3</c> for each byte that belongs to no character.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var isCharacter = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done;
            if (isCharacter) text.Append(rune.ToString());
            else foreach (var value in bytes[..length]) text.Append("\\x").Append(value.ToString("X2", CultureInfo.InvariantCulture));
            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
