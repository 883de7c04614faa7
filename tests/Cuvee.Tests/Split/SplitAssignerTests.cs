using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Split;

namespace Cuvee.Tests.Split;

public sealed class SplitAssignerTests
{
    private static readonly SplitRequest Usual = new("recipe.yaml:40:7", [new("train", 90), new("validation", 5), new("test", 5)]);

    private static ulong[] Ranks(int count)
    {
        var key = new RankKey(42, "split");
        return [.. Enumerable.Range(0, count).Select(i => key.Of(Hash128.Of(BitConverter.GetBytes(i))))];
    }

    /// <summary>Groups of equal size: records 0 to size - 1, and so on.</summary>
    private static Components Groups(int count, int size)
    {
        var components = new Components(count);
        components.JoinEqual([.. Enumerable.Range(0, count).Select(i => new Hash128(1, (ulong)(i / size) + 1))]);
        return components;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void Shares_hold_within_four_sigma_whatever_the_size_of_components(int size)
    {
        const int count = 60_000;
        var result = SplitAssigner.Assign(Usual, Ranks(count), Groups(count, size), []);
        Assert.Equal((count / size, (long)count, (long)count * size), (result.Components, result.Records, result.SumOfSquares));
        Assert.Equal(count, result.Parts.Sum(part => part.Free));
        foreach (var (part, share) in result.Parts.Zip([0.9, 0.05, 0.05]))
        {
            var sigma = Math.Sqrt(share * (1 - share) * result.SumOfSquares) / result.Records;
            Assert.InRange(part.Free / (double)count, share - (4 * sigma), share + (4 * sigma));
        }
    }

    [Fact]
    public void Components_stay_whole_and_are_decided_by_their_smallest_rank()
    {
        var ranks = Ranks(3_000);
        var result = SplitAssigner.Assign(Usual, ranks, Groups(3_000, 3), []);
        for (var i = 0; i < 3_000; i += 3)
        {
            var alone = SplitAssigner.Assign(Usual, [ranks[i..(i + 3)].Min()], new Components(1), []);
            Assert.Equal([alone.PartOf[0], alone.PartOf[0], alone.PartOf[0]], result.PartOf[i..(i + 3)]);
            Assert.Equal([i, i, i], result.ComponentOf[i..(i + 3)]);
        }
    }

    [Fact]
    public void Adding_records_moves_only_records_of_the_components_they_touch()
    {
        var random = new Random(9);
        for (var round = 0; round < 200; round++)
        {
            int before = random.Next(1, 60), after = before + random.Next(1, 10);
            var ranks = Ranks(after);
            var keys = Enumerable.Range(0, after).Select(_ => new Hash128(0, (ulong)random.Next(60))).ToArray();
            var holdouts = Enumerable.Range(0, after).Select(_ => random.Next(15) == 0 ? 2 : -1).ToArray();
            var small = new Components(before);
            small.JoinEqual(keys.AsSpan(0, before));
            var large = new Components(after);
            large.JoinEqual(keys);
            var first = SplitAssigner.Assign(Usual, ranks.AsSpan(0, before), small, holdouts.AsSpan(0, before));
            var second = SplitAssigner.Assign(Usual, ranks, large, holdouts);
            var touched = second.ComponentOf[before..].ToHashSet();
            for (var i = 0; i < before; i++)
            {
                Assert.True(first.PartOf[i] == second.PartOf[i] || touched.Contains(second.ComponentOf[i]));
            }
        }
    }

    [Fact]
    public void A_holdout_takes_its_component_along_and_stands_aside_from_the_shares()
    {
        var result = SplitAssigner.Assign(Usual, Ranks(6), Groups(6, 3), [-1, 2, -1, -1, -1, -1]);
        Assert.Equal([2, 2, 2], result.PartOf[..3]);
        Assert.Equal((1, 3, 9), (result.Components, result.Records, result.SumOfSquares));
        Assert.Equal([0, 0, 3], result.Parts.Select(part => part.HeldOut));
        Assert.Equal(3, result.Parts.Sum(part => part.Free));
    }

    [Fact]
    public void A_part_of_size_0_holds_holdouts_alone()
    {
        var request = new SplitRequest("x", [new("voice", 0), new("train", 1), new("rest", 0)]);
        var result = SplitAssigner.Assign(request, Ranks(500), new Components(500), [0, .. Enumerable.Repeat(-1, 499)]);
        Assert.Equal([new("voice", 0, 1), new("train", 499, 0), new("rest", 0, 0)], result.Parts);
        Assert.Equal(result.Parts, SplitAssigner.Assign(request with { Sizes = SplitSizes.Exact }, Ranks(500), new Components(500), [0]).Parts);
    }

    [Fact]
    public void Holdouts_that_conflict_fail_by_default()
    {
        var exception = Assert.Throws<CuveeException>(() => SplitAssigner.Assign(Usual, Ranks(6), Groups(6, 3), [-1, 2, 1, -1, -1, -1]));
        Assert.Equal(
            "recipe.yaml:40:7: record 1 and record 2 belong together, but one is held out to test and the other to validation; "
            + "hold both out to one split",
            exception.Message);
    }

    [Fact]
    public void What_touches_a_holdout_may_be_dropped_instead_of_following_it()
    {
        int[] heldOut = [2, -1, -1, -1, -1, 0];
        Assert.Equal([2, 2, 2, 0, 0, 0], SplitAssigner.Assign(Usual, Ranks(6), Groups(6, 3), heldOut).PartOf);
        var result = SplitAssigner.Assign(Usual with { DropsTouching = true }, Ranks(6), Groups(6, 3), heldOut);
        Assert.Equal([2, SplitResult.Dropped, SplitResult.Dropped, SplitResult.Dropped, SplitResult.Dropped, 0], result.PartOf);
        Assert.Equal(0, result.Records);
        Assert.Equal([new("train", 0, 1), new("validation", 0, 0), new("test", 0, 1)], result.Parts);
    }

    [Fact]
    public void Exact_sizes_are_exact_for_single_records()
    {
        var result = SplitAssigner.Assign(Usual with { Sizes = SplitSizes.Exact }, Ranks(1_010), new Components(1_010), []);
        // 909, 50.5, 50.5: the earlier of equal remainders gets the one that is left.
        Assert.Equal([909, 51, 50], result.Parts.Select(part => part.Free));
    }

    [Fact]
    public void Exact_sizes_are_cut_at_the_nearest_component()
    {
        var request = new SplitRequest("x", [new("train", 1), new("test", 1)]) { Sizes = SplitSizes.Exact };
        var random = new Random(10);
        for (var round = 0; round < 500; round++)
        {
            var count = random.Next(1, 40);
            var components = new Components(count);
            components.JoinEqual([.. Enumerable.Range(0, count).Select(_ => new Hash128(0, (ulong)random.Next(15)))]);
            var ranks = Ranks(count);
            var result = SplitAssigner.Assign(request, ranks, components, []);

            // The cut by hand: components in order, every prefix tried, the nearest and then the earliest taken.
            var sizes = result.ComponentOf.Index().GroupBy(pair => pair.Item)
                .OrderBy(group => Rank.Remix(group.Min(pair => ranks[pair.Index])))
                .Select(group => group.Count()).ToArray();
            var target = (count + 1) / 2;
            var cut = Enumerable.Range(0, sizes.Length + 1).Select(prefix => sizes[..prefix].Sum()).OrderBy(sum => Math.Abs(sum - target)).First();
            Assert.Equal([cut, count - cut], result.Parts.Select(part => part.Free));
        }
    }

    [Fact]
    public void Sizes_compare_exactly()
    {
        // A single part takes every rank, however small its number; thirds of 2^64 are not integers.
        var ranks = Ranks(2_000);
        var all = SplitAssigner.Assign(new SplitRequest("x", [new("all", 0.000001m)]), ranks, new Components(2_000), []);
        Assert.All(all.PartOf, part => Assert.Equal(0, part));
        var thirds = SplitAssigner.Assign(new SplitRequest("x", [new("a", 1), new("b", 1), new("c", 1)]), ranks, new Components(2_000), []);
        for (var i = 0; i < ranks.Length; i++)
        {
            Assert.Equal((int)((UInt128)Rank.Remix(ranks[i]) * 3 >> 64), thirds.PartOf[i]);
        }
    }
}
