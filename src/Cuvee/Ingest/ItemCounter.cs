namespace Cuvee.Ingest;

/// <summary>
/// Numbers the records of a line. A container gives each of its values a place of its own, but a value may hold several records (instances,
/// questions, a list within a list), and then the values behind it move up, so that no two records of a line share a number.
/// </summary>
internal sealed class ItemCounter
{
    private long _line = -1;
    private long _next;

    /// <summary>The number of the next record, in file order, of a line.</summary>
    /// <param name="line">The line it stands in.</param>
    /// <param name="item">The number that its value gave it.</param>
    public long Number(long line, long item)
    {
        if (line != _line) (_line, _next) = (line, item);
        _next = Math.Max(_next, item);
        return _next++;
    }
}
