using System.Numerics;
using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Tests.Engine;

public sealed class RankTests
{
    private static readonly Hash128[] Contents = [.. Enumerable.Range(0, 20_000).Select(i => Hash128.Of(BitConverter.GetBytes(i)))];

    /// <summary>These numbers may never change: they decide which records published datasets hold. They were computed apart, from the construction as documented.</summary>
    [Theory]
    [InlineData(42, "take", 0x1a05c2a07415db7d)]
    [InlineData(42, "split", 0x3428dd1182b81d3b)]
    [InlineData(43, "take", 0x2f69531bff08f61f)]
    [InlineData(0, "", 0xc8d6a167013bfac8)]
    [InlineData(ulong.MaxValue, "größe", 0xa76268c97df7f210)]
    public void Is_the_same_for_ever(ulong seed, string purpose, ulong expected) =>
        Assert.Equal(expected, Rank.Of(seed, purpose, new Hash128(0x0123456789abcdef, 0xfedcba9876543210)));

    [Fact]
    public void Is_uniform_by_its_top_and_by_its_bottom_bits()
    {
        var key = new RankKey(42, "mix");
        foreach (var shift in new[] { 56, 24, 0 })
        {
            var counts = new int[256];
            foreach (var content in Contents)
            {
                counts[(key.Of(content) >> shift) & 255]++;
            }

            var expected = Contents.Length / 256.0;
            var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
            // 255 degrees of freedom: mean 255, standard deviation 22.6; five of them either side.
            Assert.InRange(chiSquare, 142, 368);
        }
    }

    [Theory]
    [InlineData(42, "take", 42, "split")]
    [InlineData(42, "take", 43, "take")]
    public void Differs_in_half_the_bits_between_purposes_and_between_seeds(ulong seed, string purpose, ulong otherSeed, string otherPurpose)
    {
        var (left, right) = (new RankKey(seed, purpose), new RankKey(otherSeed, otherPurpose));
        var differing = Contents.Sum(content => (long)BitOperations.PopCount(left.Of(content) ^ right.Of(content)));
        Assert.InRange(differing / (64.0 * Contents.Length), 0.497, 0.503);

        // Among the smallest tenth of one purpose a tenth is in the smallest tenth of the other.
        var chosen = Contents.Where(content => left.Of(content) < ulong.MaxValue / 10).ToArray();
        Assert.InRange(chosen.Count(content => right.Of(content) < ulong.MaxValue / 10) / (double)chosen.Length, 0.07, 0.13);
    }

    [Fact]
    public void Every_bit_of_the_content_reaches_half_the_bits_of_the_rank()
    {
        var key = new RankKey(42, "order");
        for (var bit = 0; bit < 128; bit++)
        {
            var flip = bit < 64 ? new Hash128(0, 1UL << bit) : new Hash128(1UL << (bit - 64), 0);
            var differing = Contents.Take(500)
                .Sum(content => BitOperations.PopCount(key.Of(content) ^ key.Of(new Hash128(content.High ^ flip.High, content.Low ^ flip.Low))));
            Assert.InRange(differing / 500.0, 30, 34);
        }
    }

    [Fact]
    public void Remix_of_the_smallest_of_many_ranks_is_uniform()
    {
        var key = new RankKey(42, "split");
        var smallest = Contents.Chunk(5).Select(group => group.Min(content => key.Of(content))).ToArray();
        Assert.InRange(smallest.Average(rank => rank / Math.Pow(2, 64)), 0.15, 0.18);
        Assert.InRange(smallest.Average(rank => Rank.Remix(rank) / Math.Pow(2, 64)), 0.48, 0.52);
    }

    [Fact]
    public void Orders_by_rank_then_position()
    {
        ulong[] ranks = [5, 1, ulong.MaxValue, 1, 0, 5, 1];
        Assert.Equal([4, 1, 3, 6, 0, 5, 2], Rank.Ordered(ranks));
        Assert.Equal([1, 3, 6], Rank.Smallest([6, 5, 3, 2, 1], ranks, 3));
        Assert.Equal([1, 6, 2], Rank.Smallest([2, 6, 1], ranks, long.MaxValue));
        Assert.Equal([], Rank.Smallest([2, 6, 1], ranks, 0));
        Assert.Equal([], Rank.Smallest([], ranks, 3));
        Assert.Equal([], Rank.Ordered([]));
    }

    [Fact]
    public void Order_does_not_depend_on_the_order_given_and_equals_a_stable_sort()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var isSpread = round % 2 == 0;
            var ranks = Enumerable.Range(0, random.Next(300)).Select(_ => isSpread ? (ulong)random.NextInt64(long.MinValue, long.MaxValue) & ~(0xFFUL << 40) : (ulong)random.Next(5)).ToArray();
            var positions = Enumerable.Range(0, ranks.Length).ToArray();
            var expected = positions.OrderBy(position => ranks[position]).ToArray();
            random.Shuffle(positions);
            Rank.Order(positions, ranks);
            Assert.Equal(expected, positions);
        }
    }
}
