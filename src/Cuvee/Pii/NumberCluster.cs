namespace Cuvee.Pii;

/// <summary>Groups of digits that stand together, with what stands between them: a number as people write it.</summary>
internal sealed class NumberCluster
{
    /// <summary>The longest number that any rule knows is a card of 19 digits.</summary>
    public const int MaxDigits = 19;

    /// <summary>The most groups: a French NIR has seven, an international telephone number rarely more than eight.</summary>
    private const int MaxGroups = 8;

    private readonly int[] _starts = new int[MaxGroups];
    private readonly int[] _ends = new int[MaxGroups];
    private readonly char[] _separators = new char[MaxGroups];
    private readonly byte[] _digits = new byte[MaxDigits];
    private readonly char[] _layout = new char[MaxGroups * 3];

    public int Groups { get; private set; }

    /// <summary>Whether groups follow that were not taken in.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Where the digits begin and end, without signs and brackets around them.</summary>
    public int Start => _starts[0];

    public int End => _ends[Groups - 1];

    public int StartOf(int group) => _starts[group];

    public int EndOf(int group) => _ends[group];

    /// <summary>What stands before a group; a line feed before the first.</summary>
    public char SeparatorOf(int group) => _separators[group];

    /// <summary>Reads the groups from a digit on.</summary>
    public void Read(ReadOnlySpan<byte> text, int at)
    {
        (Groups, IsCut) = (0, false);
        var separator = '\n';
        while (true)
        {
            _starts[Groups] = at;
            _separators[Groups] = separator;
            while (at < text.Length && Bytes.IsDigit(text[at])) at++;
            _ends[Groups++] = at;
            var gap = Gap(text, at, out separator);
            if (gap == 0) return;
            if (Groups == MaxGroups)
            {
                IsCut = true;
                return;
            }

            at += gap;
        }
    }

    /// <summary>The digits of some groups as values; empty when there are too many.</summary>
    public ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> text, int first, int last)
    {
        var count = 0;
        for (var group = first; group <= last; group++)
        {
            if (count + _ends[group] - _starts[group] > MaxDigits) return [];
            for (var at = _starts[group]; at < _ends[group]; at++) _digits[count++] = (byte)(text[at] - '0');
        }

        return _digits.AsSpan(0, count);
    }

    /// <summary>How many digits some groups have.</summary>
    public int Count(int first, int last)
    {
        var count = 0;
        for (var group = first; group <= last; group++) count += _ends[group] - _starts[group];
        return count;
    }

    /// <summary>Lengths of the groups with what stands between them: <c>3-2-4</c>. Only for groups of at most 19 digits together.</summary>
    public ReadOnlySpan<char> Layout(int first, int last)
    {
        var count = 0;
        for (var group = first; group <= last; group++)
        {
            if (group > first) _layout[count++] = _separators[group];
            var length = _ends[group] - _starts[group];
            if (length > 9) _layout[count++] = '1';
            _layout[count++] = (char)('0' + (length % 10));
        }

        return _layout.AsSpan(0, count);
    }

    /// <summary>Bytes between one group and the next, 0 when none follows; brackets count as what they stand for.</summary>
    private static int Gap(ReadOnlySpan<byte> text, int at, out char separator)
    {
        var rest = text[at..];
        separator = (char)Bytes.At(rest, 0);
        var length = separator switch
        {
            ' ' when Bytes.At(rest, 1) == '(' => 2,
            ' ' or '-' or '.' or '/' or '(' => 1,
            ')' when Bytes.At(rest, 1) is (byte)' ' or (byte)'-' or (byte)'.' => 2,
            ')' => 1,
            _ => 0,
        };
        if (length == 2 && separator == ' ') separator = '(';
        if (length == 0)
        {
            // No-break and thin spaces, and the hyphens that typesetters use
            (length, separator) = rest.StartsWith("\u00A0"u8) ? (2, ' ')
                : rest.StartsWith("\u2009"u8) || rest.StartsWith("\u202F"u8) ? (3, ' ')
                : rest.StartsWith("\u2010"u8) || rest.StartsWith("\u2011"u8) || rest.StartsWith("\u2013"u8) ? (3, '-')
                : (0, separator);
        }

        return length > 0 && Bytes.IsDigit(Bytes.At(rest, length)) ? length : 0;
    }
}
