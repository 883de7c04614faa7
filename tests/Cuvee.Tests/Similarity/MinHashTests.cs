using Cuvee.Similarity;

namespace Cuvee.Tests.Similarity;

public sealed class MinHashTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    [InlineData(1000)]
    public void EveryPathWritesTheSame(int shingles)
    {
        var set = Random(shingles, seed: 1);
        foreach (var count in new[] { 1, 15, 16, 17, 63, 64, 65, 96, 108, 112, 128, 200 })
        {
            var expected = Enumerable.Range(0, count).Select(index => set.Length == 0 ? uint.MaxValue : set.Min(hash => (uint)hash * Multiplier(index))).ToArray();
            foreach (var bits in new[] { 0, 128, 256, 512 }) Assert.Equal(expected, Signature(new MinHash(count, bits), set));
            Assert.Equal(expected, Signature(new MinHash(count), set));
        }
    }

    [Fact]
    public void OrderAndRepeatsDoNotMatter()
    {
        var set = Random(50, seed: 2);

        Assert.Equal(Signature(new MinHash(108), set), Signature(new MinHash(108), [.. set.Reverse(), .. set]));
    }

    [Fact]
    public void TheEmptySetAfterAnother()
    {
        var minHash = new MinHash(20);
        Signature(minHash, Random(5, seed: 3));

        Assert.Equal(Enumerable.Repeat(uint.MaxValue, 20), Signature(minHash, []));
    }

    /// <summary>
    /// Agreement of independent draws would be binomial: standard deviation sqrt(j(1-j)/count), mean absolute error 0.8 of it.
    /// The bounds are 5 % above that, and the mean may be off by four standard errors.
    /// </summary>
    [Theory]
    [InlineData(400, 0.2)]
    [InlineData(400, 0.5)]
    [InlineData(400, 0.8)]
    [InlineData(400, 0.95)]
    [InlineData(20, 0.8)]
    [InlineData(5, 0.6)]
    public void TheErrorOfTheEstimateIsThatOfIndependentDraws(int union, double similarity)
    {
        const int Count = 108;
        const int Rounds = 3000;
        var minHash = new MinHash(Count);
        var shared = (int)Math.Round(union * similarity);
        var (sum, absolute, squared) = (0.0, 0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var all = Random(union, seed: 100 + round);
            var half = shared + ((union - shared) / 2);
            var left = Signature(minHash, all[..half]);
            var right = Signature(minHash, [.. all[..shared], .. all[half..]]);
            var error = ((double)MinHash.Agreement(left, right) / Count) - similarity;
            sum += error;
            absolute += Math.Abs(error);
            squared += error * error;
        }

        var deviation = Math.Sqrt(similarity * (1 - similarity) / Count);
        Assert.InRange(sum / Rounds, -4 * deviation / Math.Sqrt(Rounds), 4 * deviation / Math.Sqrt(Rounds));
        Assert.InRange(absolute / Rounds, 0, 1.05 * Math.Sqrt(2 / Math.PI) * deviation);
        Assert.InRange(Math.Sqrt(squared / Rounds), 0.9 * deviation, 1.05 * deviation);
    }

    /// <summary>What the banding promises is kept only if whole bands agree as independent values would.</summary>
    [Theory]
    [InlineData(0.8, 400)]
    [InlineData(0.8, 10)]
    [InlineData(0.95, 400)]
    public void PairsAtTheThresholdMeetAsOftenAsPromised(double similarity, int union)
    {
        const int Rounds = 4000;
        var banding = Banding.For(similarity);
        var minHash = new MinHash(banding.Hashes);
        var shared = (int)Math.Round(union * similarity);
        var met = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var all = Random(union, seed: 9000 + round);
            var left = Keys(banding, Signature(minHash, all));
            var right = Keys(banding, Signature(minHash, all[..shared]));
            met += left.Zip(right).Any(pair => pair.First == pair.Second) ? 1 : 0;
        }

        Assert.InRange((double)met / Rounds, 0.99, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    [InlineData(128)]
    public void AgreementCountsEqualPlaces(int length)
    {
        var left = Enumerable.Range(0, length).Select(value => (uint)value).ToArray();
        for (var step = 1; step <= length; step++)
        {
            var right = left.Select((value, index) => index % step == 0 ? value : ~value).ToArray();
            Assert.Equal(right.Where((_, index) => index % step == 0).Count(), MinHash.Agreement(left, right));
        }

        Assert.Equal(length, MinHash.Agreement(left, left));
    }

    [Fact]
    public void AtLeastOneValue() => Assert.Throws<ArgumentOutOfRangeException>(() => new MinHash(0));

    private static uint[] Signature(MinHash minHash, ulong[] shingles)
    {
        var signature = new uint[minHash.Count];
        minHash.Sign(shingles, signature);
        return signature;
    }

    private static ulong[] Keys(Banding banding, uint[] signature)
    {
        var keys = new ulong[banding.Bands];
        banding.BandKeys(signature, keys);
        return keys;
    }

    private static uint Multiplier(int index) => (uint)(Mixed(0x243F6A8885A308D3UL, index + 1) >> 32) | 1;

    private static ulong[] Random(int count, int seed) => [.. Enumerable.Range(1, count).Select(index => Mixed((ulong)seed << 32, index))];

    /// <summary>The index-th number of SplitMix64.</summary>
    private static ulong Mixed(ulong seed, int index)
    {
        var mixed = seed + (0x9E3779B97F4A7C15 * (ulong)index);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
