using System.Runtime.InteropServices;

namespace Cuvee.Report;

/// <summary>How many lines have each length.</summary>
internal sealed class LengthCounts
{
    /// <summary>Nearly all lengths are below it; those have an element of an array, the others an entry of a dictionary.</summary>
    private const int Usual = 1 << 15;

    private long[] _usual = [];
    private readonly Dictionary<long, long> _others = [];

    /// <summary>Counts lines of a length of at least 0.</summary>
    public void Add(long length, long lines)
    {
        if (length < Usual)
        {
            // There may be as many of these as names of sources in a ledger that somebody made up
            if (length >= _usual.Length) Array.Resize(ref _usual, Math.Min(Usual, Math.Max(16, 2 * (int)length)));
            _usual[length] += lines;
        }
        else
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_others, length, out _) += lines;
        }
    }

    /// <summary>The lengths that lines have, ascending, with how many have it.</summary>
    public (long Length, long Lines)[] Ordered() =>
    [
        .. _usual.Select((lines, length) => ((long)length, lines)).Where(count => count.lines > 0),
        .. _others.OrderBy(count => count.Key).Select(count => (count.Key, count.Value)),
    ];
}
