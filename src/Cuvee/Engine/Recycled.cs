using System.Collections.Concurrent;

namespace Cuvee.Engine;

/// <summary>
/// Buffers that went from a worker to the committing thread and may be filled again. Without it a build allocates several bytes for every
/// byte it reads, most of them on the large-object heap.
/// </summary>
internal sealed class Recycled<T>
    where T : class, new()
{
    private readonly ConcurrentBag<T> _free = [];

    /// <summary>A used one, to be cleared by the caller, or a new one.</summary>
    public T Take() => _free.TryTake(out var item) ? item : new T();

    /// <summary>Gives one back; nobody may hold on to what is in it.</summary>
    public void Return(T item) => _free.Add(item);
}
