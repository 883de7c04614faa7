using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Cuvee.Inspect;

/// <summary>Gathers what <see cref="QualityMeasures"/> measured, in bounded memory.</summary>
internal sealed class QualityStudy
{
    /// <summary>Histograms count whole numbers: shares are kept to four decimals.</summary>
    private const double Scale = 10_000;

    private readonly Histogram[] _spreads = [.. Enumerable.Range(0, QualityMeasures.Count).Select(_ => new Histogram())];
    private readonly Histogram[] _wholes = [.. Enumerable.Range(0, QualityMeasures.Count).Select(_ => new Histogram())];
    private readonly bool[] _hasShares = new bool[QualityMeasures.Count];
    private readonly long[] _measured = new long[QualityMeasures.Count];
    private readonly long[] _outside = new long[QualityMeasures.Count];
    private readonly long[] _dropped = new long[QualityMeasures.Filters.Length];

    /// <summary>Adds the numbers of any number of records.</summary>
    public void Add(List<double> values)
    {
        for (var rest = CollectionsMarshal.AsSpan(values); !rest.IsEmpty; rest = rest[QualityMeasures.Count..]) AddRecord(rest[..QualityMeasures.Count]);
    }

    public QualitySummary Summary()
    {
        var measures = ImmutableArray.CreateBuilder<MeasureSummary>(QualityMeasures.Count);
        foreach (var (name, filter) in QualityMeasures.Filters)
        {
            foreach (var limit in filter.Limits)
            {
                var at = measures.Count;
                measures.Add(new MeasureSummary(name, limit.Name, _measured[at], _hasShares[at] ? SpreadOf(_spreads[at], Scale) : SpreadOf(_wholes[at], 1), limit.Minimum, limit.Maximum, _outside[at]));
            }
        }

        return new QualitySummary(measures.MoveToImmutable(), [.. QualityMeasures.Filters.Select((entry, i) => new KeyValuePair<string, long>(entry.Name, _dropped[i]))]);
    }

    private void AddRecord(ReadOnlySpan<double> values)
    {
        var at = 0;
        for (var i = 0; i < QualityMeasures.Filters.Length; i++)
        {
            var limits = QualityMeasures.Filters[i].Filter.Limits;
            var drops = false;
            foreach (var limit in limits)
            {
                var value = values[at];
                if (!double.IsNaN(value))
                {
                    var isOutside = limit.Drops(value, out _);
                    _measured[at]++;
                    _spreads[at].Add((long)Math.Round(value * Scale));
                    _wholes[at].Add((long)value);
                    _hasShares[at] |= value != Math.Floor(value);
                    _outside[at] += isOutside ? 1 : 0;
                    drops |= isOutside;
                }

                at++;
            }

            _dropped[i] += drops ? 1 : 0;
        }
    }

    private static ImmutableArray<KeyValuePair<string, double>> SpreadOf(Histogram spread, double scale)
    {
        if (spread.Summary() is not { } summary) return [];
        return [Value("min", summary.Min), Value("p5", spread.Percentile(5)!.Value), Value("p50", summary.Median), Value("p95", summary.P95), Value("max", summary.Max)];

        KeyValuePair<string, double> Value(string name, long value) => new(name, value / scale);
    }

}
