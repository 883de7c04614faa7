using Cuvee.Model;

namespace Cuvee.Split;

/// <summary>
/// Which records belong together: disjoint sets over the indices 0 to n - 1. The representative of a set is its smallest index, whatever the
/// order in which records were joined. Six bytes a record; joining by a key column needs twelve more for a moment.
/// </summary>
public sealed class Components
{
    private readonly int[] _parent;
    private readonly ushort[] _ties;

    /// <summary>Every record alone.</summary>
    public Components(int count)
    {
        (_parent, _ties) = (new int[count], new ushort[count]);
        for (var i = 0; i < count; i++)
        {
            _parent[i] = i;
        }
    }

    /// <summary>What joins from here on, as a bit; 0 when nobody wants to know.</summary>
    public ushort Tie { get; set; }

    /// <summary>Number of records.</summary>
    public int Count => _parent.Length;

    /// <summary>The smallest index of the set that holds <paramref name="record"/>.</summary>
    public int Find(int record)
    {
        while (_parent[record] != record)
        {
            // Path halving (Tarjan and van Leeuwen 1984): every look-up leaves a shorter path behind.
            _parent[record] = _parent[_parent[record]];
            record = _parent[record];
        }

        return record;
    }

    /// <summary>What a record was joined by, as the bits of <see cref="Tie"/>.</summary>
    public ushort TiesOf(int record) => _ties[record];

    /// <summary>Joins the sets of two records, such as a pair of near-duplicates.</summary>
    public void Join(int left, int right)
    {
        _ties[left] |= Tie;
        _ties[right] |= Tie;
        left = Find(left);
        right = Find(right);
        _parent[Math.Max(left, right)] = Math.Min(left, right);
    }

    /// <summary>Joins all records with the same key; the none key joins nothing.</summary>
    /// <param name="keys">One key a record.</param>
    public void JoinEqual(ReadOnlySpan<Hash128> keys)
    {
        if (keys.Length != Count)
        {
            throw new ArgumentException($"{keys.Length} keys for {Count} records", nameof(keys));
        }

        var highs = new ulong[Count];
        var records = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            highs[i] = keys[i].High;
            records[i] = i;
        }

        Array.Sort(highs, records);
        for (int start = 0, end; start < Count; start = end)
        {
            end = start + 1;
            while (end < Count && highs[end] == highs[start])
            {
                end++;
            }

            JoinRun(records.AsSpan(start, end - start), keys);
        }
    }

    /// <summary>The representative of each record.</summary>
    public int[] Representatives()
    {
        var representatives = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            representatives[i] = Find(i);
        }

        return representatives;
    }

    /// <summary>Joins by the lower halves the records of a run whose upper halves are equal.</summary>
    private void JoinRun(Span<int> run, ReadOnlySpan<Hash128> keys)
    {
        if (run.Length == 1)
        {
            return;
        }

        var lows = new ulong[run.Length];
        for (var i = 0; i < run.Length; i++)
        {
            lows[i] = keys[run[i]].Low;
        }

        lows.AsSpan().Sort(run);
        for (var i = 1; i < run.Length; i++)
        {
            if (lows[i] == lows[i - 1] && !keys[run[i]].IsNone)
            {
                Join(run[i], run[i - 1]);
            }
        }
    }
}
