using System.Numerics;
using Cuvee.Mix;

namespace Cuvee.Tests.Mix;

public sealed class SharesTests
{
    [Fact]
    public void Apportions_500000_as_50_25_25() => Assert.Equal([250_000, 125_000, 125_000], new Shares(50, 25, 25).Apportion(500_000));

    [Fact]
    public void Gives_what_is_left_to_the_largest_remainders_earlier_parts_first()
    {
        Assert.Equal([1, 1, 0], new Shares(1, 1, 1).Apportion(2));
        Assert.Equal([1, 0, 1], new Shares(5, 1, 4).Apportion(2));
        Assert.Equal([0, 0], new Shares(1, 2).Apportion(0));
        Assert.Equal([7], new Shares(0.1m).Apportion(7));
        Assert.Equal([0, 3], new Shares(0, 3).Apportion(3));
    }

    /// <summary>With sizes 6, 6, 2 the third part has two of ten and one of eleven.</summary>
    [Fact]
    public void Shows_the_Alabama_paradox()
    {
        Assert.Equal([4, 4, 2], new Shares(6, 6, 2).Apportion(10));
        Assert.Equal([5, 5, 1], new Shares(6, 6, 2).Apportion(11));

        // 10 asks the third part for 2 of its 1; 11 fits nevertheless, and is found.
        Assert.Equal(11, new Shares(6, 6, 2).LargestWithin([5, 5, 1]));
        Assert.Equal(9, new Shares(6, 6, 2).LargestWithin([5, 5, 1], atMost: 10));
    }

    [Fact]
    public void Is_exact_for_thirds_and_for_a_billion()
    {
        var shares = new Shares(33.333333m, 33.333333m, 33.333334m);
        Assert.Equal([333_333_330, 333_333_330, 333_333_340], shares.Apportion(1_000_000_000));
        Assert.Equal([999_999_999, 999_999_999, 1_000_000_029], shares.Against(0, 999_999_999));
        Assert.Equal([1_000_000_000, 3_000_000_000_000_000_000], new Shares(0.0000000001m, 0.3m).Against(0, 1_000_000_000));
        Assert.Equal([0, 1_000_000_000], new Shares(0.0000000000000000000000000001m, 7922816251426433759354395033m).Apportion(1_000_000_000));
        Assert.Equal(3_000_000_000, shares.LargestWithin([1_000_000_000, 1_000_000_000, 1_000_000_020]));
    }

    [Fact]
    public void Refuses_negative_and_all_zero_parts()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shares(1, -1));
        Assert.Throws<ArgumentException>(() => new Shares(0, 0));
        Assert.Throws<ArgumentException>(() => new Shares());
    }

    [Fact]
    public void Anchored_quotas_are_floors_of_the_exact_ones()
    {
        var shares = new Shares(60, 25, 15);
        Assert.Equal([281, 117, 70], shares.Against(0, 281));
        Assert.Equal([154, 64, 38], shares.Against(0, 154));
        Assert.Equal([28, 11, 7], shares.Against(0, 28));
        Assert.Equal([139, 57, 34], shares.Against(0, 139));
        Assert.Equal([36, 15, 3, 9], new Shares(60, 25, 5, 15).Against(0, 36));
        Assert.Equal([0, 0, 0], shares.Against(0, 0));
    }

    /// <summary>The search goes down from a proven bound; trying every total must find the same.</summary>
    [Fact]
    public void The_largest_total_equals_that_of_an_exhaustive_search()
    {
        var random = new Random(11);
        for (var round = 0; round < 4_000; round++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (decimal)random.Next(1, 30)).ToArray();
            var available = parts.Select(_ => (long)random.Next(0, 12)).ToArray();
            var atMost = random.Next(3) == 0 ? random.Next(40) : long.MaxValue;
            var shares = new Shares(parts);
            var expected = Math.Min(atMost, available.Sum());
            while (!shares.Apportion(expected).Zip(available).All(pair => pair.First <= pair.Second))
            {
                expected--;
            }

            Assert.Equal(expected, shares.LargestWithin(available, atMost));
        }
    }

    [Fact]
    public void Apportionment_sums_to_the_total_and_is_less_than_1_from_each_exact_quota()
    {
        var random = new Random(12);
        for (var round = 0; round < 2_000; round++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(1, 1000) / 100m).ToArray();
            var total = random.NextInt64(1_000_000_000);
            var quotas = new Shares(parts).Apportion(total);
            Assert.Equal(total, quotas.Sum());
            for (var i = 0; i < parts.Length; i++)
            {
                Assert.InRange((quotas[i] * parts.Sum()) - (total * parts[i]), -parts.Sum() + 0.01m, parts.Sum() - 0.01m);
            }
        }
    }

    [Fact]
    public void Percentages_sum_to_100()
    {
        Assert.Equal([33.34m, 33.33m, 33.33m], Shares.Percentages([7, 7, 7], 2));
        Assert.Equal([100m, 0m], Shares.Percentages([1, 0], 1));
        Assert.Equal([0m, 0m], Shares.Percentages([0, 0], 1));
        Assert.Equal([], Shares.Percentages([], 1));
    }
}
