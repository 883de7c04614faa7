using System.Collections.Immutable;

namespace Cuvee.Report;

/// <summary>How long emitted lines are: of all, and of each source on the same steps.</summary>
/// <param name="Step">Width of a bin; bin i counts lengths from i times the step to below the next one.</param>
/// <param name="HasMore">Whether the last bin counts everything from its beginning on.</param>
/// <param name="All">Of all sources.</param>
/// <param name="Sources">In the order of their names; only those with lines.</param>
internal sealed record LengthProfile(long Step, bool HasMore, LengthPart All, ImmutableArray<(string Source, LengthPart Part)> Sources)
{
    /// <summary>So many bars can still be told apart in a chart of a page's width, and in the small one of a table's cell.</summary>
    private const int MaxBins = 24;

    /// <summary>A few that are longer than nearly all others by more than this share the last bin, so that the others do not share the first.</summary>
    private const int MaxSpread = 4;

    /// <summary>Makes a profile of the lengths of each source.</summary>
    public static LengthProfile Of(IReadOnlyDictionary<string, LengthCounts> lengths)
    {
        var sources = lengths.OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => (source.Key, Counts: source.Value.Ordered())).Where(source => source.Counts.Length > 0).ToList();
        var together = new LengthCounts();
        foreach (var (length, lines) in sources.SelectMany(source => source.Counts)) together.Add(length, lines);
        var all = together.Ordered();
        var step = StepFor(Math.Min(LengthPart.Quantile(all, 99), MaxSpread * LengthPart.Quantile(all, 95)));
        var most = all.LastOrDefault().Length;
        var bins = (int)Math.Min((most / step) + 1, MaxBins);
        return new LengthProfile(step, most / step >= bins, LengthPart.Of(all, step, bins), [.. sources.Select(source => (source.Key, LengthPart.Of(source.Counts, step, bins)))]);
    }

    /// <summary>The smallest of 1, 2, 5, 10, 20, ... with which nearly all lengths have a bin of their own.</summary>
    private static long StepFor(long most)
    {
        for (var ten = 1L; ; ten *= 10)
        {
            foreach (var step in (ReadOnlySpan<long>)[ten, 2 * ten, 5 * ten])
            {
                if (most / step < MaxBins - 1) return step;
            }
        }
    }
}

/// <summary>The lengths of some lines.</summary>
/// <param name="Lines">How many.</param>
/// <param name="Total">Their sum.</param>
/// <param name="Least">The shortest.</param>
/// <param name="Median">No fewer than half are as long or shorter.</param>
/// <param name="Most95">No fewer than 95 % are as long or shorter.</param>
/// <param name="Most">The longest.</param>
/// <param name="Bins">How many fall into each step.</param>
internal sealed record LengthPart(long Lines, long Total, long Least, long Median, long Most95, long Most, ImmutableArray<long> Bins)
{
    /// <summary>The smallest length that no fewer than so many percent of the lines reach or stay below; 0 of none.</summary>
    /// <param name="counts">Lengths, ascending, with their lines.</param>
    /// <param name="percent">1 to 100.</param>
    public static long Quantile(ReadOnlySpan<(long Length, long Lines)> counts, int percent)
    {
        var needed = 0L;
        foreach (var (_, lines) in counts) needed += lines;
        needed = ((needed * percent) + 99) / 100;
        foreach (var (length, lines) in counts)
        {
            needed -= lines;
            if (needed <= 0) return length;
        }

        return 0;
    }

    /// <summary>Sums up lengths, ascending, with their lines.</summary>
    public static LengthPart Of((long Length, long Lines)[] counts, long step, int binCount)
    {
        var bins = new long[binCount];
        foreach (var (length, lines) in counts) bins[(int)Math.Min(length / step, binCount - 1)] += lines;
        return new LengthPart(
            bins.Sum(), counts.Sum(count => count.Length * count.Lines), counts.FirstOrDefault().Length, Quantile(counts, 50), Quantile(counts, 95), counts.LastOrDefault().Length, [.. bins]);
    }
}
