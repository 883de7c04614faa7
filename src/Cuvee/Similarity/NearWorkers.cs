using Cuvee.Engine;

namespace Cuvee.Similarity;

/// <summary>The workers that look up and compare the records of a batch side by side. Their readers and caches outlive the batches.</summary>
internal sealed class NearWorkers
{
    /// <summary>Batches begin small: until something is in the index, records meet nobody there and leave all the work to one thread.</summary>
    public const int FirstBatchRecords = 256;

    private const int BlockRecords = 64;

    private readonly NearComparison[] _workers;

    /// <param name="records">Gives a reader to each worker.</param>
    /// <param name="options">The number of workers among them.</param>
    public NearWorkers(Func<INearRecords> records, NearOptions options)
    {
        _workers = new NearComparison[options.Threads];
        for (var i = 0; i < _workers.Length; i++) _workers[i] = new NearComparison(records(), options);
    }

    /// <summary>The one for work that is done in order.</summary>
    public NearComparison First => _workers[0];

    /// <summary>The pairs that all compared, where they are to be remembered.</summary>
    public IEnumerable<ComparedPair> Compared => _workers.SelectMany(worker => worker.Compared);

    /// <summary>Works on 0 to <paramref name="count"/> - 1 in any order.</summary>
    /// <param name="count">Number of records.</param>
    /// <param name="prepare">Called for each record in order, by one thread at a time, before it is worked on.</param>
    /// <param name="work">May write what belongs to its record alone.</param>
    public void ForEach(int count, Action<int> prepare, Action<int, NearComparison> work)
    {
        var started = -1;
        Func<(int First, int End), int> Start()
        {
            var worker = _workers[Interlocked.Increment(ref started)];
            return block =>
            {
                for (var i = block.First; i < block.End; i++) work(i, worker);
                return block.End;
            };
        }

        var workers = Math.Min(_workers.Length, (count + BlockRecords - 1) / BlockRecords);
        Ordered.ForEach(Blocks(count, prepare), workers, Start, _ => { });
    }

    private static IEnumerable<(int First, int End)> Blocks(int count, Action<int> prepare)
    {
        for (var first = 0; first < count; first += BlockRecords)
        {
            var end = Math.Min(count, first + BlockRecords);
            for (var i = first; i < end; i++) prepare(i);
            yield return (first, end);
        }
    }
}
