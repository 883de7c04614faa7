using System.Text;

namespace Cuvee.Tokens;

/// <summary>The characters by which a byte-level <c>tokenizer.json</c> writes bytes: printable ones of Latin-1 stand for themselves, the others for U+0100 and on.</summary>
internal static class ByteCharacters
{
    private static readonly Dictionary<char, byte> Bytes = Table();

    /// <summary>The bytes of a token, or null where it holds another character: a special token.</summary>
    public static byte[]? Decode(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (!Bytes.TryGetValue(token[i], out bytes[i])) return null;
        }

        return bytes;
    }

    private static Dictionary<char, byte> Table()
    {
        var table = new Dictionary<char, byte>();
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var isPrintable = value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            table.Add(isPrintable ? (char)value : (char)next++, (byte)value);
        }

        return table;
    }
}
