using System.Buffers;
using System.Globalization;

namespace Cuvee.Recipes;

/// <summary>Reads and writes the numbers of a recipe exactly: nothing is rounded, what does not fit is refused.</summary>
internal static class Numbers
{
    /// <summary>Digits that a decimal always holds exactly.</summary>
    private const int MaxDigits = 28;

    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("B", 1),
    ];

    /// <summary>An optional sign, digits, and optionally a point and digits; no exponent, at most 28 digits.</summary>
    public static bool TryDecimal(string text, out decimal value)
    {
        value = 0;
        var digits = text.AsSpan();
        if (digits is ['-' or '+', ..])
        {
            digits = digits[1..];
        }

        var point = digits.IndexOf('.');
        var digitCount = point < 0 ? digits.Length : digits.Length - 1;
        if (digitCount is 0 or > MaxDigits || point == 0 || point == digits.Length - 1 || digits.ContainsAnyExcept(DigitsAndPoint))
        {
            return false;
        }

        return digits.Count('.') <= 1
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A fraction: <c>45%</c> and <c>0.45</c> are the same value.</summary>
    public static bool TryShare(string text, out decimal value)
    {
        if (!text.EndsWith('%'))
        {
            return TryDecimal(text, out value);
        }

        var isNumber = TryDecimal(text[..^1], out value) && value.Scale <= MaxDigits - 2;
        value /= 100;
        return isNumber;
    }

    /// <summary>Bytes: a whole number, or a number with a unit (1KB = 1000 bytes, 1KiB = 1024 bytes) that gives whole bytes.</summary>
    public static bool TrySize(string text, out long bytes)
    {
        bytes = 0;
        var scale = 1L;
        var number = text;
        foreach (var (unit, unitBytes) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                (scale, number) = (unitBytes, text[..^unit.Length].TrimEnd(' '));
                break;
            }
        }

        // The bound keeps the product within a decimal, whatever the unit
        if (!TryDecimal(number, out var value) || value <= 0 || value > long.MaxValue / scale || !decimal.IsInteger(value * scale))
        {
            return false;
        }

        bytes = (long)(value * scale);
        return true;
    }

    /// <summary>The same value without trailing zeros.</summary>
    public static decimal Shortest(decimal value) => decimal.Parse(Text(value), NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>The shortest text of the value: no trailing zeros, no exponent.</summary>
    public static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
