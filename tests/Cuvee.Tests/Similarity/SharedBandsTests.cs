using Cuvee.Similarity;

namespace Cuvee.Tests.Similarity;

public sealed class SharedBandsTests
{
    [Theory]
    [InlineData(1, long.MaxValue)]
    [InlineData(7, long.MaxValue)]
    [InlineData(2, 1)]
    [InlineData(2, 3000 * 4 * 5)]
    public void All_that_agree_with_another_in_a_band_are_found(int threads, long maxIndexBytes)
    {
        var banding = Banding.For(0.8);
        var records = new TextRecords(TextRecords.Corpus(3000, 11), 5, banding.Hashes);
        var options = new NearOptions { Similarity = 0.8, Banding = banding, Threads = threads, MaxIndexBytes = maxIndexBytes };
        int[] order = [.. Enumerable.Range(0, records.Count).Reverse().Where(position => position % 5 != 0)];
        int Group(int position) => (position % 3) - (position % 7 == 0 ? 4 : 0);

        var expected = order.Where(position => Group(position) >= 0 && order.Any(other => other != position && Group(other) == Group(position) && AgreeInABand(records, banding, position, other)));

        Assert.Equal(expected, SharedBands.Among(order, Group, () => records, options));
    }

    [Fact]
    public void Nobody_is_left_where_nobody_agrees()
    {
        var banding = Banding.For(0.8);
        var records = new TextRecords([.. Enumerable.Range(0, 100).Select(i => $"nur der satz {i} und kein anderer {i * i}")], 2, banding.Hashes);
        var options = new NearOptions { Similarity = 0.8, Banding = banding };

        Assert.Empty(SharedBands.Among([3], _ => 0, () => records, options));
        Assert.Empty(SharedBands.Among([], _ => 0, () => records, options));
        Assert.Empty(SharedBands.Among([.. Enumerable.Range(0, 100)], position => position, () => records, options));
        Assert.Empty(SharedBands.Among([.. Enumerable.Range(0, 100)], _ => -1, () => records, options));
    }

    private static bool AgreeInABand(TextRecords records, Banding banding, int left, int right)
    {
        var (first, second) = (new uint[banding.Hashes], new uint[banding.Hashes]);
        records.Signature(left, first);
        records.Signature(right, second);
        return Enumerable.Range(0, banding.Bands).Any(band => first.AsSpan(band * banding.Rows, banding.Rows).SequenceEqual(second.AsSpan(band * banding.Rows, banding.Rows)));
    }
}
