namespace Cuvee.Tests.Support;

/// <summary>Counts what an action allocates.</summary>
internal static class Allocation
{
    private const int Rounds = 20;

    /// <summary>
    /// The fewest bytes that the calling thread allocated in any of several rounds: a collection in the middle of one counts what is left of the thread's
    /// buffer, and vector code that was not optimized yet boxes a little.
    /// </summary>
    public static long Least(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
