using Cuvee.Model;
using Cuvee.Split;

namespace Cuvee.Tests.Split;

public sealed class ComponentsTests
{
    private static Hash128 Key(ulong key) => new(key, key);

    [Fact]
    public void Every_record_starts_alone() => Assert.Equal([0, 1, 2], new Components(3).Representatives());

    [Fact]
    public void No_records_make_no_components()
    {
        var components = new Components(0);
        components.JoinEqual([]);
        Assert.Equal([], components.Representatives());
    }

    [Fact]
    public void Equal_keys_join_and_the_none_key_does_not()
    {
        var components = new Components(6);
        components.JoinEqual([Key(7), default, Key(5), Key(7), default, Key(5)]);
        Assert.Equal([0, 1, 2, 0, 4, 2], components.Representatives());
    }

    [Fact]
    public void What_joined_a_record_is_remembered()
    {
        var components = new Components(5) { Tie = 1 };
        components.JoinEqual([Key(7), Key(5), Key(7), default, default]);
        components.Tie = 2;
        components.Join(2, 3);
        components.Join(0, 2);
        Assert.Equal([3, 0, 3, 2, 0], Enumerable.Range(0, 5).Select(record => (int)components.TiesOf(record)));
    }

    [Fact]
    public void Keys_equal_in_one_half_only_do_not_join()
    {
        var components = new Components(7);
        components.JoinEqual([new(1, 2), new(1, 3), new(2, 2), new(1, 2), new(0, 1), new(0, 0), new(0, 0)]);
        Assert.Equal([0, 1, 2, 0, 4, 5, 6], components.Representatives());
    }

    [Fact]
    public void Key_columns_and_edges_join_on_and_on()
    {
        var components = new Components(6);
        components.JoinEqual([Key(1), Key(1), Key(2), Key(3), Key(4), Key(5)]);
        components.JoinEqual([Key(9), Key(8), Key(8), Key(7), Key(6), default]);
        components.Join(5, 3);
        components.Join(3, 5);
        Assert.Equal([0, 0, 0, 3, 4, 3], components.Representatives());
    }

    [Fact]
    public void A_column_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => new Components(2).JoinEqual([Key(1)]));

    [Fact]
    public void Random_graphs_give_the_reachable_sets_whatever_the_order_of_joining()
    {
        var random = new Random(8);
        for (var round = 0; round < 1_000; round++)
        {
            var count = random.Next(1, 30);
            var edges = Enumerable.Range(0, random.Next(count)).Select(_ => (Left: random.Next(count), Right: random.Next(count))).ToArray();
            var expected = Enumerable.Range(0, count).ToArray();
            for (var step = 0; step < count; step++)
            {
                foreach (var (left, right) in edges)
                {
                    expected[left] = expected[right] = Math.Min(expected[left], expected[right]);
                }
            }

            random.Shuffle(edges);
            var components = new Components(count);
            foreach (var (left, right) in edges)
            {
                components.Join(left, right);
            }

            Assert.Equal(expected, components.Representatives());
        }
    }
}
