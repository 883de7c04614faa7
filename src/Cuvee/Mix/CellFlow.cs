using System.Numerics;

namespace Cuvee.Mix;

/// <summary>
/// Fills the demand of rows (mix values) from cells (row, column) of limited content, where each column (tag value) has a limit: a maximum flow in a small
/// bipartite network, by shortest augmenting paths in index order, so the same input always gives the same flow.
/// </summary>
/// <param name="demand">What each row must get.</param>
/// <param name="cells">What a cell holds, [row, column].</param>
/// <param name="limit">What any one column may give.</param>
internal sealed class CellFlow(BigInteger[] demand, BigInteger[,] cells, BigInteger limit)
{
    private readonly int _columns = cells.GetLength(1);

    /// <summary>What is taken from each cell. May hold a partial solution before <see cref="TryFill"/>, which then changes as little as its paths need.</summary>
    public BigInteger[,] Taken { get; } = new BigInteger[cells.GetLength(0), cells.GetLength(1)];

    /// <summary>
    /// Completes every row; false when that cannot be done. A row without an augmenting path never gets one by work on other rows,
    /// so the first row that stays short ends the search.
    /// </summary>
    public bool TryFill()
    {
        for (var row = 0; row < demand.Length; row++)
        {
            for (var missing = demand[row] - RowSum(row); missing.Sign > 0;)
            {
                var added = Augment(row, missing);
                if (added.IsZero)
                {
                    return false;
                }

                missing -= added;
            }
        }

        return true;
    }

    /// <summary>Nodes are rows, then columns; a path goes forward where a cell has content left and back where something was taken.</summary>
    private BigInteger Augment(int start, BigInteger atMost)
    {
        var previous = new int[demand.Length + _columns];
        Array.Fill(previous, -1);
        previous[start] = start;
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var node))
        {
            if (node >= demand.Length && Room(node - demand.Length).Sign > 0)
            {
                return Push(previous, start, node, BigInteger.Min(atMost, Room(node - demand.Length)));
            }

            for (var next = 0; next < previous.Length; next++)
            {
                if (previous[next] < 0 && Residual(node, next).Sign > 0)
                {
                    previous[next] = node;
                    queue.Enqueue(next);
                }
            }
        }

        return BigInteger.Zero;
    }

    private BigInteger Push(int[] previous, int start, int end, BigInteger amount)
    {
        for (var node = end; node != start; node = previous[node])
        {
            amount = BigInteger.Min(amount, Residual(previous[node], node));
        }

        for (var node = end; node != start; node = previous[node])
        {
            if (node >= demand.Length)
            {
                Taken[previous[node], node - demand.Length] += amount;
            }
            else
            {
                Taken[node, previous[node] - demand.Length] -= amount;
            }
        }

        return amount;
    }

    private BigInteger Residual(int from, int to) => (from < demand.Length, to < demand.Length) switch
    {
        (true, false) => cells[from, to - demand.Length] - Taken[from, to - demand.Length],
        (false, true) => Taken[to, from - demand.Length],
        _ => BigInteger.Zero,
    };

    private BigInteger RowSum(int row)
    {
        var sum = BigInteger.Zero;
        for (var column = 0; column < _columns; column++)
        {
            sum += Taken[row, column];
        }

        return sum;
    }

    private BigInteger Room(int column)
    {
        var room = limit;
        for (var row = 0; row < demand.Length; row++)
        {
            room -= Taken[row, column];
        }

        return room;
    }
}
