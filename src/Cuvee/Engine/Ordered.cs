using System.Runtime.ExceptionServices;

namespace Cuvee.Engine;

/// <summary>
/// Runs a pure function over a sequence on several threads and gives the results in the order of the sequence: the one place that starts
/// threads, and why the number of threads never shows in the output.
/// </summary>
public static class Ordered
{
    /// <summary>How many items per worker may be under way or waiting; bounds memory.</summary>
    private const int ItemsAheadPerWorker = 4;

    /// <summary>
    /// Maps <paramref name="source"/> (enumerated by one thread at a time) on <paramref name="workers"/> threads. Each worker gets a map of
    /// its own from <paramref name="worker"/>, so a map may keep scratch memory. An exception is thrown at the place of its item.
    /// </summary>
    public static IEnumerable<TOut> Select<TIn, TOut>(IEnumerable<TIn> source, int workers, Func<Func<TIn, TOut>> worker)
    {
        if (workers > 1) return new Pipeline<TIn, TOut>(source, workers, worker).Results();
        return source.Select(worker());
    }

    /// <summary>As the other overload, with a map that keeps nothing.</summary>
    public static IEnumerable<TOut> Select<TIn, TOut>(IEnumerable<TIn> source, int workers, Func<TIn, TOut> map) =>
        Select(source, workers, () => map);

    /// <summary>Runs a few jobs side by side when there is more than one worker, else one after the other.</summary>
    public static void Run(int workers, params IReadOnlyList<Action> jobs)
    {
        foreach (var _ in Select(jobs, workers > 1 ? jobs.Count : 1, Done))
        {
            // Each job is done when its place comes up
        }

        static bool Done(Action job)
        {
            job();
            return true;
        }
    }

    private sealed class Pipeline<TIn, TOut>(IEnumerable<TIn> source, int workers, Func<Func<TIn, TOut>> worker)
    {
        private readonly Lock _pull = new();
        private readonly object _state = new();
        private readonly Slot[] _slots = new Slot[workers * ItemsAheadPerWorker];
        private readonly IEnumerator<TIn> _items = source.GetEnumerator();
        private long _pulled;
        private long _taken;
        private long _end = long.MaxValue;
        private bool _stopped;

        public IEnumerable<TOut> Results()
        {
            var threads = new Thread[workers];
            for (var i = 0; i < workers; i++)
            {
                threads[i] = new Thread(Work) { IsBackground = true, Name = $"cuvee worker {i}" };
                threads[i].Start();
            }

            try
            {
                while (TryTake(out var slot))
                {
                    slot.Error?.Throw();
                    yield return slot.Result!;
                }
            }
            finally
            {
                lock (_state)
                {
                    _stopped = true;
                    Monitor.PulseAll(_state);
                }

                foreach (var thread in threads) thread.Join();
                _items.Dispose();
            }
        }

        private void Work()
        {
            var map = worker();
            while (TryPull(out var item, out var place, out var error))
            {
                var slot = new Slot { IsFilled = true, Error = error };
                try
                {
                    if (error is null) slot.Result = map(item);
                }
                catch (Exception exception)
                {
                    slot.Error = ExceptionDispatchInfo.Capture(exception);
                }

                lock (_state)
                {
                    _slots[place % _slots.Length] = slot;
                    Monitor.PulseAll(_state);
                }
            }
        }

        /// <summary>Takes the next item; an exception of the source takes that item's place and ends the sequence.</summary>
        private bool TryPull(out TIn item, out long place, out ExceptionDispatchInfo? error)
        {
            item = default!;
            error = null;
            lock (_pull)
            {
                place = _pulled;
                lock (_state)
                {
                    while (!_stopped && place - _taken >= _slots.Length) Monitor.Wait(_state);
                    if (_stopped || place >= _end) return false;
                }

                try
                {
                    if (!_items.MoveNext())
                    {
                        Finish(place);
                        return false;
                    }

                    item = _items.Current;
                }
                catch (Exception exception)
                {
                    error = ExceptionDispatchInfo.Capture(exception);
                    Finish(place + 1);
                }

                _pulled++;
                return true;
            }
        }

        private void Finish(long end)
        {
            lock (_state)
            {
                _end = end;
                Monitor.PulseAll(_state);
            }
        }

        private bool TryTake(out Slot slot)
        {
            lock (_state)
            {
                ref var next = ref _slots[_taken % _slots.Length];
                while (!next.IsFilled && _taken < _end) Monitor.Wait(_state);
                slot = next;
                if (_taken >= _end) return false;
                next = default;
                _taken++;
                Monitor.PulseAll(_state);
                return true;
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
