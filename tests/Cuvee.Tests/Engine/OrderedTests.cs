using Cuvee.Engine;

namespace Cuvee.Tests.Engine;

public sealed class OrderedTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Results_are_committed_in_the_order_of_the_items(int workers)
    {
        var committed = new List<int>();
        Ordered.ForEach<int, int>(Enumerable.Range(0, 2000), workers, () => Squared, committed.Add);
        Assert.Equal(Enumerable.Range(0, 2000).Select(number => number * number), committed);

        static int Squared(int number)
        {
            if (number % 17 == 0) Thread.Sleep(1);
            return number * number;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_first_failure_in_order_is_thrown_and_what_came_before_is_committed(int workers)
    {
        var committed = new List<int>();
        var failure = Assert.Throws<InvalidOperationException>(() => Ordered.ForEach<int, int>(
            Enumerable.Range(0, 1000),
            workers,
            () => number => number is 40 or 41 ? throw new InvalidOperationException($"item {number}") : number,
            committed.Add));
        Assert.Equal("item 40", failure.Message);
        Assert.Equal(Enumerable.Range(0, 40), committed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_failing_source_and_a_failing_commit_are_thrown(int workers)
    {
        Assert.Throws<InvalidDataException>(() => Ordered.ForEach<int, int>(Source(), workers, () => number => number, _ => { }));
        Assert.Throws<OperationCanceledException>(() => Ordered.ForEach<int, int>(
            Enumerable.Range(0, 100), workers, () => number => number, number => { if (number == 5) throw new OperationCanceledException(); }));

        static IEnumerable<int> Source()
        {
            for (var i = 0; i < 10; i++) yield return i;
            throw new InvalidDataException("the source broke");
        }
    }

    [Fact]
    public void Memory_is_bounded_while_the_first_item_is_slow()
    {
        var started = 0;
        Ordered.ForEach<int, int>(
            Enumerable.Range(0, 1000),
            2,
            () => number =>
            {
                Interlocked.Increment(ref started);
                if (number == 0) Thread.Sleep(100);
                return Volatile.Read(ref started);
            },
            // Nothing is committed before the first item, so no more than the room for results can have been started.
            seen => Assert.InRange(seen, 1, 1000));
        Assert.Equal(1000, started);
    }

    [Fact]
    public void Jobs_run_whatever_the_number_of_workers()
    {
        foreach (var workers in new[] { 1, 2 })
        {
            var done = new int[2];
            Ordered.Run(workers, () => done[0]++, () => done[1]++);
            Assert.Equal([1, 1], done);
        }
    }
}
