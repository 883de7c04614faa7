using Cuvee.Inspect;
using Cuvee.Model;

namespace Cuvee.Tests.Inspect;

public sealed class KeySampleTests
{
    [Fact]
    public void Repeats_and_conflicts_are_exact_while_there_is_room()
    {
        var sample = new KeySample(2);
        sample.Add(Key(1), 7);
        sample.Add(Key(2), 7);
        sample.Add(Key(1), 7);
        sample.Add(Key(1), 8);
        sample.Add(default, 1);
        sample.Add(default, 1);
        Assert.Equal((1, 2, 1), (sample.OneIn, sample.Repeats, sample.Conflicts));
    }

    [Fact]
    public void Beyond_that_a_sample_by_hash_stands_for_all_whatever_the_order()
    {
        var keys = Enumerable.Range(0, 10_000).SelectMany(i => Enumerable.Repeat(Key(i), 1 + (i % 3))).ToList();
        var forward = Of(keys);
        Assert.Equal(16, forward.OneIn);
        Assert.InRange(forward.Repeats, 9_000, 11_000);
        keys.Reverse();
        var backward = Of(keys);
        Assert.Equal((forward.OneIn, forward.Repeats), (backward.OneIn, backward.Repeats));
    }

    private static KeySample Of(List<Hash128> keys)
    {
        var sample = new KeySample(1000);
        foreach (var key in keys) sample.Add(key, 0);
        return sample;
    }

    private static Hash128 Key(int number) => Hash128.Of(BitConverter.GetBytes(number));
}
