using System.Globalization;
using System.Text;

namespace Cuvee.Tokens.Jinja;

/// <summary>Escapes in strings, as Python has them; a backslash before anything else stays.</summary>
internal static class JinjaEscapes
{
    /// <summary>Appends what an escape stands for.</summary>
    /// <param name="rest">What stands behind the backslash; not empty.</param>
    /// <param name="target">Where the text goes.</param>
    /// <returns>How many characters it takes, or null where digits are missing or stand for no character.</returns>
    public static int? Read(ReadOnlySpan<char> rest, StringBuilder target)
    {
        const string Letters = "abfnrtv\\'\"\n";
        string[] meanings = ["\a", "\b", "\f", "\n", "\r", "\t", "\v", "\\", "'", "\"", string.Empty];
        if (Letters.IndexOf(rest[0], StringComparison.Ordinal) is var place and >= 0)
        {
            target.Append(meanings[place]);
            return 1;
        }

        return rest[0] switch
        {
            'x' => ReadHexadecimal(rest, 2, target),
            'u' => ReadHexadecimal(rest, 4, target),
            'U' => ReadHexadecimal(rest, 8, target),
            >= '0' and <= '7' => ReadOctal(rest, target),
            'N' => null,
            _ => Keep(rest[0], target),
        };
    }

    private static int? ReadHexadecimal(ReadOnlySpan<char> rest, int digitCount, StringBuilder target)
    {
        if (rest.Length <= digitCount || !uint.TryParse(rest.Slice(1, digitCount), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10FFFF) return null;
        if (code > char.MaxValue) target.Append(char.ConvertFromUtf32((int)code));
        else target.Append((char)code);
        return digitCount + 1;
    }

    private static int ReadOctal(ReadOnlySpan<char> rest, StringBuilder target)
    {
        var (code, length) = (0, 0);
        while (length < Math.Min(3, rest.Length) && rest[length] is >= '0' and <= '7') code = code * 8 + (rest[length++] - '0');
        target.Append((char)code);
        return length;
    }

    private static int Keep(char character, StringBuilder target)
    {
        target.Append('\\').Append(character);
        return 1;
    }
}
