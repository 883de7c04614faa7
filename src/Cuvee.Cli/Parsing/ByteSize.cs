using System.Globalization;

namespace Cuvee.Cli;

/// <summary>Sizes as people write them: <c>2GB</c> is 2,000,000,000 bytes, <c>2GiB</c> is 2,147,483,648.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KIB", 1L << 10), ("MIB", 1L << 20), ("GIB", 1L << 30), ("TIB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("K", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000),
        ("B", 1),
    ];

    /// <summary>Reads a size above zero: a decimal number and a unit, or bytes without one.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        var number = text.Trim().ToUpperInvariant();
        var factor = 1L;
        foreach (var (unit, unitBytes) in Units)
        {
            if (!number.EndsWith(unit, StringComparison.Ordinal)) continue;
            (number, factor) = (number[..^unit.Length].TrimEnd(), unitBytes);
            break;
        }

        bytes = 0;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return false;
        if (value <= 0 || value > long.MaxValue / factor) return false;
        bytes = (long)(value * factor);
        return bytes > 0;
    }

    /// <summary>A length for people: <c>1.2 MB</c>.</summary>
    public static string Words(double bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000:0.00} GB"),
    };
}
