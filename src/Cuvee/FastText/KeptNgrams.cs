using System.Numerics;

namespace Cuvee.FastText;

/// <summary>The buckets of n-grams that a quantized model has kept, each with its row among the n-grams.</summary>
internal sealed class KeptNgrams
{
    private readonly (int Bucket, int Row)[] _table;
    private readonly int _shift;

    private KeptNgrams(int count)
    {
        Count = count;
        _table = new (int, int)[(int)BitOperations.RoundUpToPowerOf2(((uint)count * 2) + 2)];
        _shift = 32 - BitOperations.Log2((uint)_table.Length);
        Array.Fill(_table, (-1, -1));
    }

    public int Count { get; }

    public static KeptNgrams Read(FastTextFile file, long count)
    {
        file.Part = "its list of kept n-grams";
        file.RequireRest(count, 2 * sizeof(int));
        var kept = new KeptNgrams((int)count);
        for (var i = 0; i < kept.Count; i++)
        {
            var (bucket, row) = (file.ReadInt32(), file.ReadInt32());
            file.Require(bucket >= 0 && row >= 0 && row < kept.Count, "with an entry that cannot be");
            var slot = kept.Slot(bucket);
            file.Require(kept._table[slot].Bucket < 0, "with a bucket twice");
            kept._table[slot] = (bucket, row);
        }

        return kept;
    }

    /// <summary>The row of a bucket, or -1.</summary>
    public int Find(int bucket) => _table[Slot(bucket)].Row;

    /// <summary>The slot of a bucket, or the free one where it belongs.</summary>
    private int Slot(int bucket)
    {
        var slot = (int)(((uint)bucket * 2_654_435_769) >> _shift);
        while (_table[slot].Bucket >= 0 && _table[slot].Bucket != bucket) slot = (slot + 1) & (_table.Length - 1);
        return slot;
    }
}
