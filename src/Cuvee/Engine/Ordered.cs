using System.Runtime.ExceptionServices;

namespace Cuvee.Engine;

/// <summary>
/// Runs a pure function over a sequence on several threads and takes in the results in the order of the sequence: the one place that starts
/// threads, and why the number of threads never shows in the output.
/// </summary>
public static class Ordered
{
    /// <summary>How many items per worker may be under way or waiting; bounds memory.</summary>
    private const int ItemsAheadPerWorker = 4;

    /// <summary>
    /// Maps <paramref name="source"/> on <paramref name="workers"/> threads and hands each result to <paramref name="commit"/>. The source is
    /// enumerated, and results are committed, by one thread at a time, in order; which thread does not matter. The first exception, by the
    /// order of the items, ends the run and is thrown here.
    /// </summary>
    /// <param name="source">The items.</param>
    /// <param name="workers">Threads; with one everything runs on the caller's.</param>
    /// <param name="worker">Gives each worker a map of its own, which may keep scratch memory.</param>
    /// <param name="commit">Takes a result in.</param>
    public static void ForEach<TIn, TOut>(IEnumerable<TIn> source, int workers, Func<Func<TIn, TOut>> worker, Action<TOut> commit)
    {
        if (workers > 1)
        {
            new Pipeline<TIn, TOut>(source, workers, worker, commit).Run();
            return;
        }

        var map = worker();
        foreach (var item in source) commit(map(item));
    }

    /// <summary>Maps every item and gives all results, in the order of the items: for few items or small results.</summary>
    public static List<TOut> Map<TIn, TOut>(IEnumerable<TIn> source, int workers, Func<TIn, TOut> map)
    {
        var results = new List<TOut>();
        ForEach(source, workers, () => map, results.Add);
        return results;
    }

    /// <summary>Runs a few jobs side by side when there is more than one worker, else one after the other.</summary>
    public static void Run(int workers, params IReadOnlyList<Action> jobs) => ForEach<Action, bool>(
        jobs,
        workers > 1 ? jobs.Count : 1,
        () => job =>
        {
            job();
            return true;
        },
        _ => { });

    private sealed class Pipeline<TIn, TOut>(IEnumerable<TIn> source, int workers, Func<Func<TIn, TOut>> worker, Action<TOut> commit)
    {
        private readonly Lock _pull = new();
        private readonly object _state = new();
        private readonly Slot[] _slots = new Slot[workers * ItemsAheadPerWorker];
        private IEnumerator<TIn> _items = null!;
        private long _pulled;
        private long _committed;
        private bool _isCommitting;
        private int _waiting;
        private ExceptionDispatchInfo? _failure;

        public void Run()
        {
            using (_items = source.GetEnumerator())
            {
                var threads = new Thread[workers];
                for (var i = 0; i < workers; i++)
                {
                    threads[i] = new Thread(Work) { IsBackground = true, Name = $"cuvee worker {i}" };
                    threads[i].Start();
                }

                foreach (var thread in threads) thread.Join();
            }

            _failure?.Throw();
        }

        private void Work()
        {
            Func<TIn, TOut>? map = null;
            while (TryPull(out var item, out var place, out var error))
            {
                var slot = new Slot { IsFilled = true, Error = error };
                try
                {
                    if (error is null) slot.Result = (map ??= worker())(item);
                }
                catch (Exception exception)
                {
                    slot.Error = ExceptionDispatchInfo.Capture(exception);
                }

                Commit(place, slot);
            }
        }

        /// <summary>Takes the next item once there is room for its result; an exception of the source takes that item's place.</summary>
        private bool TryPull(out TIn item, out long place, out ExceptionDispatchInfo? error)
        {
            item = default!;
            error = null;
            lock (_pull)
            {
                place = _pulled;
                if (!WaitForRoom(place)) return false;
                try
                {
                    if (!_items.MoveNext()) return false;
                    item = _items.Current;
                }
                catch (Exception exception)
                {
                    error = ExceptionDispatchInfo.Capture(exception);
                }

                _pulled++;
                return true;
            }
        }

        private bool WaitForRoom(long place)
        {
            lock (_state)
            {
                while (_failure is null && place - _committed >= _slots.Length)
                {
                    _waiting++;
                    Monitor.Wait(_state);
                    _waiting--;
                }

                return _failure is null;
            }
        }

        /// <summary>Puts a result in its place and, unless another thread is at it, commits all that are next in order.</summary>
        private void Commit(long place, Slot slot)
        {
            lock (_state)
            {
                _slots[place % _slots.Length] = slot;
                if (_isCommitting) return;
                _isCommitting = true;
            }

            while (TryTake(out slot))
            {
                try
                {
                    slot.Error?.Throw();
                    commit(slot.Result!);
                    Interlocked.Increment(ref _committed);
                }
                catch (Exception exception)
                {
                    Fail(ExceptionDispatchInfo.Capture(exception));
                }
            }
        }

        private bool TryTake(out Slot slot)
        {
            lock (_state)
            {
                if (_waiting > 0) Monitor.PulseAll(_state);
                ref var next = ref _slots[_committed % _slots.Length];
                slot = next;
                if (_failure is not null || !next.IsFilled)
                {
                    _isCommitting = false;
                    return false;
                }

                next = default;
                return true;
            }
        }

        private void Fail(ExceptionDispatchInfo failure)
        {
            lock (_state)
            {
                _failure = failure;
                Monitor.PulseAll(_state);
            }
        }

        private struct Slot
        {
            public bool IsFilled;
            public TOut? Result;
            public ExceptionDispatchInfo? Error;
        }
    }
}
