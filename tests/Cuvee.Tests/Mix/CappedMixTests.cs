using Cuvee.Mix;
using Cuvee.Model;

namespace Cuvee.Tests.Mix;

public sealed class CappedMixTests
{
    private static int[] All(int count) => [.. Enumerable.Range(0, count)];

    private static Cap Bucket(decimal share, params int[] valueOf) => new("bucket", share, ["a", "b", "c"], valueOf);

    [Fact]
    public void A_cap_that_does_not_bind_leaves_the_choice_by_rank()
    {
        var kept = CappedMix.Select("x", new Shares(1, 1), All(6), [0, 0, 0, 1, 1, 1], [Bucket(1, 0, 1, 2, 0, 1, 2)], 4);
        Assert.Equal([true, true, false, true, true, false], kept);
    }

    [Fact]
    public void A_value_gives_way_to_one_that_has_no_other_bucket()
    {
        // By rank the first value would use up bucket a, and the second has nothing else.
        var kept = CappedMix.Select("x", new Shares(1, 1), All(6), [0, 0, 0, 0, 1, 1], [Bucket(0.5m, 0, 0, 1, 1, 0, 0)], 4);
        Assert.Equal([false, false, true, true, true, true], kept);
    }

    [Fact]
    public void The_total_shrinks_until_shares_and_cap_hold()
    {
        // 50 : 50, the cap 50 %; the second value has three records outside bucket a and the first none.
        var cap = Bucket(0.5m, [.. All(20).Select(i => i < 17 ? 0 : 1)]);
        var kept = CappedMix.Select("x", new Shares(50, 50), All(20), [.. All(20).Select(i => i / 10)], [cap], 20);
        Assert.Equal([0, 1, 2, 17, 18, 19], All(20).Where(i => kept[i]));
    }

    [Fact]
    public void Says_when_nothing_meets_shares_and_cap()
    {
        Assert.Equal(
            "x: no records meet the shares and cap bucket: 50 % together; raise a cap or change the shares",
            Assert.Throws<CuveeException>(
                () => CappedMix.Select("x", new Shares(3, 1), All(8), [0, 0, 0, 0, 0, 0, 1, 1], [Bucket(0.5m, 0, 0, 0, 0, 0, 0, 1, 1)], long.MaxValue)).Message);
        Assert.Equal(
            "x: cap bucket: 45 % needs at least 3 values, and the records have 2 (a, b); raise the cap to 50 % or more, or add records with other values",
            Assert.Throws<CuveeException>(() => CappedMix.Select("x", new Shares(1, 1), All(2), [0, 1], [Bucket(0.45m, 0, 1)], 2)).Message);
    }

    /// <summary>Against all totals, each judged by the min-cut condition over all sets of tag values (Gale 1957).</summary>
    [Fact]
    public void The_largest_total_equals_that_of_an_exhaustive_search()
    {
        var random = new Random(5);
        for (var round = 0; round < 600; round++)
        {
            var shares = new Shares([.. All(random.Next(1, 4)).Select(_ => (decimal)random.Next(1, 10))]);
            var cells = new long[shares.Count, 3];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i / 3, i % 3] = random.Next(3) == 0 ? 0 : random.Next(10);
            }

            var percent = random.Next(30, 80);
            var expected = 90L;
            while (!Feasible(shares.Apportion(expected), cells, expected * percent / 100))
            {
                expected--;
            }

            Assert.Equal(expected, CappedMix.LargestTotal(shares, cells, percent / 100m));
        }
    }

    [Fact]
    public void A_selection_has_exact_quotas_within_the_caps_lowest_ranks_first()
    {
        var random = new Random(6);
        var solved = 0;
        for (var round = 0; round < 500; round++)
        {
            var count = random.Next(30, 90);
            int[] valueOf = [.. All(count).Select(_ => random.Next(3))];
            var shares = new Shares(random.Next(1, 9), random.Next(1, 9), random.Next(1, 9));
            Cap[] caps = [Bucket(0.6m, [.. All(count).Select(i => Math.Min(random.Next(3), 2 - (valueOf[i] / 2)))])];
            if (round % 2 == 1)
            {
                caps = [.. caps, new Cap("length", 0.7m, ["short", "long"], [.. All(count).Select(_ => random.Next(2))])];
            }

            bool[] kept;
            try
            {
                kept = CappedMix.Select("x", shares, All(count), valueOf, caps, long.MaxValue);
            }
            catch (CuveeException) when (caps.Length > 1 || CappedMix.LargestTotal(shares, Cells(valueOf, caps[0].ValueOf), 0.6m) == 0)
            {
                continue;
            }

            solved++;
            var total = kept.Count(keep => keep);
            Assert.Equal(shares.Apportion(total), All(3).Select(value => (long)All(count).Count(i => kept[i] && valueOf[i] == value)));
            foreach (var cap in caps)
            {
                Assert.True(All(cap.Values.Length).All(tag => All(count).Count(i => kept[i] && cap.ValueOf[i] == tag) <= cap.Share * total));
            }

            foreach (var cell in All(count).GroupBy(i => (valueOf[i], string.Join(',', caps.Select(cap => cap.ValueOf[i])))).Where(_ => caps.Length == 1))
            {
                Assert.DoesNotContain(cell.Zip(cell.Skip(1)), pair => !kept[pair.First] && kept[pair.Second]);
            }
        }

        Assert.InRange(solved, 450, 500);
    }

    private static long[,] Cells(int[] valueOf, int[] tagOf)
    {
        var cells = new long[3, 3];
        foreach (var (value, tag) in valueOf.Zip(tagOf))
        {
            cells[value, tag]++;
        }

        return cells;
    }

    private static bool Feasible(long[] quotas, long[,] cells, long limit)
    {
        for (var rows = 0; rows < 1 << quotas.Length; rows++)
        {
            long demand = 0, supply = 0;
            for (var row = 0; row < quotas.Length; row++)
            {
                demand += (rows >> row & 1) * quotas[row];
            }

            for (var column = 0; column < 3; column++)
            {
                long content = 0;
                for (var row = 0; row < quotas.Length; row++)
                {
                    content += (rows >> row & 1) * cells[row, column];
                }

                supply += Math.Min(limit, content);
            }

            if (demand > supply)
            {
                return false;
            }
        }

        return true;
    }
}
