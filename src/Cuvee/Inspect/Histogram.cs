using System.Numerics;

namespace Cuvee.Inspect;

/// <summary>
/// Counts of non-negative numbers in buckets, so that any number of them takes the same memory: exact below 256, above it 128 buckets to each power of two,
/// which is within 0.8 %. Smallest, largest and mean are exact.
/// </summary>
internal sealed class Histogram
{
    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;
    private const int Exact = 2 * Steps;

    private long[] _counts = new long[Exact];
    private long _count;
    private long _sum;
    private long _min = long.MaxValue;
    private long _max;

    public void Add(long value)
    {
        var bucket = BucketOf(value);
        if (bucket >= _counts.Length) Array.Resize(ref _counts, (bucket / Steps + 1) * Steps);
        _counts[bucket]++;
        _count++;
        _sum += value;
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
    }

    /// <summary>Null when nothing was counted.</summary>
    public LengthSummary? Summary() =>
        _count == 0 ? null : new LengthSummary(_min, Quantile(1, 2), Math.Round((double)_sum / _count, 1), Quantile(95, 100), _max);

    /// <summary>The smallest counted value that so many of a hundred are not above; null when nothing was counted.</summary>
    /// <param name="percent">1 to 100.</param>
    public long? Percentile(int percent) => _count == 0 ? null : Quantile(percent, 100);

    /// <summary>The smallest counted value that so large a part of all is not above, by nearest rank.</summary>
    private long Quantile(long part, long whole)
    {
        var rank = (_count * part + whole - 1) / whole;
        var bucket = 0;
        for (var below = _counts[0]; below < rank; below += _counts[++bucket])
        {
            // Up to the bucket that holds the rank
        }

        return Math.Clamp(StartOf(bucket), _min, _max);
    }

    private static int BucketOf(long value)
    {
        if (value < Exact) return (int)value;
        var shift = BitOperations.Log2((ulong)value) - StepBits;
        return Exact + ((shift - 1) * Steps) + (int)(value >> shift) - Steps;
    }

    private static long StartOf(int bucket)
    {
        if (bucket < Exact) return bucket;
        var shift = (bucket - Exact) / Steps + 1;
        return (Steps + (long)((bucket - Exact) % Steps)) << shift;
    }
}
