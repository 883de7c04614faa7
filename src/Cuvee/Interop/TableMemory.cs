namespace Cuvee.Interop;

/// <summary>Memory for hash tables.</summary>
internal static class TableMemory
{
    /// <summary>
    /// An array of zeros that is in memory as a whole. The system gives an array's pages when they are written; a table reads a place before it writes
    /// there, in no order, and each page would be given twice, the second time by stopping all threads.
    /// </summary>
    public static T[] Of<T>(int length)
        where T : struct
    {
        var table = new T[length];
        table.AsSpan().Clear();
        return table;
    }
}
