using Cuvee.Mix;
using Cuvee.Model;

namespace Cuvee.Tests.Mix;

public sealed class CapsTests
{
    private static readonly string[] Names = ["instruction", "cot_math", "code", "größe"];

    private static Cap Bucket(decimal share, params int[] valueOf) => new("bucket", share, [.. Names], valueOf);

    private static Cap Length(decimal share, params int[] valueOf) => new("length", share, [.. Names], valueOf);

    private static int[] All(int count) => [.. Enumerable.Range(0, count)];

    [Fact]
    public void Nothing_is_dropped_at_the_cap_and_the_highest_rank_beyond_it()
    {
        Assert.Equal([true, true, true, true], Caps.Apply("x", All(4), [Bucket(0.5m, 0, 0, 1, 2)]));

        // Two of five are floor(45 % of 5); of three with value 0 the last by rank goes, then two of four are too many as well.
        Assert.Equal([true, true, true, true, true], Caps.Apply("x", All(5), [Bucket(0.45m, 0, 0, 1, 1, 2)]));
        Assert.Equal([true, true, true, true, false, true], Caps.Apply("x", All(6), [Bucket(0.45m, 0, 0, 1, 1, 0, 2)]));
    }

    [Fact]
    public void The_total_is_the_one_after_the_drops()
    {
        // 90 and 10 at a cap of one half: 45 of 100 would be 50, but only 20 remain in the end.
        var valueOf = All(100).Select(i => i % 10 == 0 ? 1 : 0).ToArray();
        var kept = Caps.Apply("x", All(100), [Bucket(0.5m, valueOf)]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 30, 40, 50, 60, 70, 80, 90], All(100).Where(i => kept[i]));
    }

    [Fact]
    public void The_order_of_the_lines_is_the_order_of_preference() =>
        Assert.Equal([true, false, true], Caps.Apply("x", [2, 1, 0], [Bucket(0.5m, 1, 0, 0)]));

    [Fact]
    public void Repeated_lines_count_each()
    {
        // Record 0 twice, record 1 once: its second copy is one line too many.
        Assert.Equal([true, true, false], Caps.Apply("x", [0, 1, 0], [Bucket(0.5m, 0, 1)]));
    }

    [Fact]
    public void A_cap_that_cannot_hold_says_why()
    {
        Assert.Equal(
            "recipe.yaml:35:11: cap bucket: 45 % needs at least 3 values, and the records have 1 (instruction); "
            + "raise the cap to 100 % or more, or add records with other values",
            Assert.Throws<CuveeException>(() => Caps.Apply("recipe.yaml:35:11", All(3), [Bucket(0.45m, 0, 0, 0)])).Message);
        Assert.Equal(
            "x: cap bucket: 33.3 % needs at least 4 values, and the records have 3 (instruction, cot_math, größe); "
            + "raise the cap to 34 % or more, or add records with other values",
            Assert.Throws<CuveeException>(() => Caps.Apply("x", All(3), [Bucket(0.333m, 0, 1, 3)])).Message);
    }

    [Fact]
    public void Caps_that_cannot_hold_together_say_so()
    {
        // Each cap alone could be met by three records; together at most one record is free of conflict.
        var message = Assert.Throws<CuveeException>(() => Caps.Apply("x", All(3), [Bucket(0.5m, 0, 0, 1), Length(0.5m, 0, 1, 0)])).Message;
        Assert.Equal("x: taken by rank, no records are left that meet cap bucket: 50 % and cap length: 50 % together; raise one of them", message);
    }

    [Fact]
    public void No_records_stay_no_records() => Assert.Equal([], Caps.Apply("x", [], [Bucket(0.45m)]));

    [Fact]
    public void One_cap_keeps_the_most_that_an_exhaustive_search_finds()
    {
        var random = new Random(3);
        for (var round = 0; round < 3_000; round++)
        {
            var valueOf = All(random.Next(1, 40)).Select(_ => Math.Min(random.Next(4), random.Next(4))).ToArray();
            var percent = random.Next(20, 100);
            var counts = All(4).Select(value => valueOf.Count(v => v == value)).ToArray();
            var best = valueOf.Length;
            while (counts.Sum(count => Math.Min(count, best * percent / 100)) < best)
            {
                best--;
            }

            if (best == 0)
            {
                Assert.Throws<CuveeException>(() => Caps.Apply("x", All(valueOf.Length), [Bucket(percent / 100m, valueOf)]));
                continue;
            }

            var kept = Caps.Apply("x", All(valueOf.Length), [Bucket(percent / 100m, valueOf)]);
            Assert.Equal(best, kept.Count(keep => keep));
            for (var value = 0; value < 4; value++)
            {
                var ofValue = All(valueOf.Length).Where(i => valueOf[i] == value).Select(i => kept[i]).ToArray();
                var expected = Math.Min(counts[value], best * percent / 100);
                Assert.Equal([.. Enumerable.Repeat(true, expected), .. Enumerable.Repeat(false, counts[value] - expected)], ofValue);
            }
        }
    }

    [Fact]
    public void Several_caps_hold_together()
    {
        var random = new Random(4);
        long given = 0, solved = 0;
        for (var round = 0; round < 1_000; round++)
        {
            var count = random.Next(20, 80);
            Cap[] caps =
            [
                Bucket(random.Next(35, 70) / 100m, [.. All(count).Select(_ => random.Next(4))]),
                Length(random.Next(35, 70) / 100m, [.. All(count).Select(_ => Math.Min(random.Next(4), random.Next(4)))]),
            ];
            given += count;
            bool[] kept;
            try
            {
                kept = Caps.Apply("x", All(count), caps);
            }
            catch (CuveeException)
            {
                continue;
            }

            var total = kept.Count(keep => keep);
            solved += total;
            foreach (var cap in caps)
            {
                var most = All(4).Max(value => All(count).Count(i => kept[i] && cap.ValueOf[i] == value));
                Assert.True(most <= cap.Share * total);
            }
        }

        Assert.InRange(solved / (double)given, 0.9, 1);
    }
}
