using System.Collections.Immutable;

namespace Cuvee.FastText;

/// <summary>Hierarchical softmax: labels are the leaves of the Huffman tree of their counts, and each inner node says how likely its right side is.</summary>
internal sealed class TreeOutput : FastTextOutput
{
    private const long NoCount = 1_000_000_000_000_000;

    private readonly FastTextMatrix _matrix;
    private readonly int _leafCount;
    private readonly (int Left, int Right)[] _children;
    private readonly int[] _parents;

    public TreeOutput(FastTextMatrix matrix, ImmutableArray<long> counts)
    {
        (_matrix, _leafCount) = (matrix, counts.Length);
        var nodeCount = (2 * counts.Length) - 1;
        _children = new (int, int)[nodeCount];
        _parents = new int[nodeCount];
        var sums = new long[nodeCount];
        sums.AsSpan(counts.Length).Fill(NoCount);
        counts.CopyTo(sums);
        // Leaves come with falling counts and inner nodes with rising ones, so the two smallest are always at hand
        var (leaf, inner) = (counts.Length - 1, counts.Length);
        for (var node = counts.Length; node < nodeCount; node++)
        {
            var (left, right) = (Smallest(), Smallest());
            _children[node] = (left, right);
            sums[node] = sums[left] + sums[right];
            _parents[left] = _parents[right] = node;
        }

        int Smallest() => leaf >= 0 && sums[leaf] < sums[inner] ? leaf-- : inner++;
    }

    private int Root => _children.Length - 1;

    public override int Best(ReadOnlySpan<float> vector, FastTextScratch scratch, Span<LabelPrediction> best)
    {
        var ranking = new LabelRanking(scratch.Ranking(best.Length));
        var lowest = Logarithm(0);
        var waiting = scratch.Nodes(_children.Length);
        var count = 0;
        waiting[count++] = (Root, 0);
        while (count > 0)
        {
            var (node, score) = waiting[--count];
            if (score < lowest || ranking.Rejects(score)) continue;
            if (node < _leafCount)
            {
                ranking.Add(score, node);
                continue;
            }

            var right = RightShare(vector, node);
            waiting[count++] = (_children[node].Right, score + Logarithm(right));
            waiting[count++] = (_children[node].Left, score + Logarithm((float)(1.0 - right)));
        }

        return Finish(ref ranking, best);
    }

    public override float Probability(ReadOnlySpan<float> vector, int label, FastTextScratch scratch)
    {
        var path = scratch.Nodes(_children.Length);
        var length = 0;
        for (var node = label; node != Root; node = _parents[node]) path[length++] = (node, 0);
        var score = 0f;
        while (length > 0)
        {
            var node = path[--length].Node;
            var parent = _parents[node];
            var right = RightShare(vector, parent);
            score += Logarithm(_children[parent].Right == node ? right : (float)(1.0 - right));
        }

        return Exponential(score);
    }

    private float RightShare(ReadOnlySpan<float> vector, int node)
    {
        var row = node - _leafCount;
        var sum = 0f;
        var numbers = _matrix.Row(row);
        for (var i = 0; i < numbers.Length; i++) sum += numbers[i] * vector[i];
        if (_matrix.Scales is { } scales) sum *= scales[row];
        return (float)(1.0 / (1 + Exponential(-sum)));
    }
}
