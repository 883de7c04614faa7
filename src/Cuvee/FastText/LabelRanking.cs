namespace Cuvee.FastText;

/// <summary>
/// The best labels so far, kept as a heap whose first is the worst. Labels of one score end up in the order that the heaps of the GNU C++ library give them,
/// since fastText is built with it: a new label enters at the end and rises, and when one is too many, the last is put where the better children leave a gap.
/// </summary>
/// <param name="room">Where the labels are kept, one more than are wanted; the probability holds the score.</param>
internal ref struct LabelRanking(Span<LabelPrediction> room)
{
    private readonly Span<LabelPrediction> _heap = room;
    private int _count;

    /// <summary>Whether a label of that score would not be taken.</summary>
    public readonly bool Rejects(float score) => _count == _heap.Length - 1 && score < _heap[0].Probability;

    public void Add(float score, int label)
    {
        if (Rejects(score)) return;
        Rise(_count, new LabelPrediction(label, score));
        if (_count < _heap.Length - 1) _count++;
        else Sink(_count, _heap[_count]);
    }

    /// <summary>The labels, the best first; nothing can be added any more.</summary>
    public readonly ReadOnlySpan<LabelPrediction> Sort()
    {
        for (var length = _count - 1; length > 0; length--)
        {
            var last = _heap[length];
            _heap[length] = _heap[0];
            Sink(length, last);
        }

        return _heap[.._count];
    }

    /// <summary>Puts a label into the gap at <paramref name="gap"/>, or above it.</summary>
    private readonly void Rise(int gap, LabelPrediction label)
    {
        while (gap > 0 && _heap[(gap - 1) / 2].Probability > label.Probability)
        {
            _heap[gap] = _heap[(gap - 1) / 2];
            gap = (gap - 1) / 2;
        }

        _heap[gap] = label;
    }

    /// <summary>Takes the first of so many labels out and puts another in.</summary>
    private readonly void Sink(int length, LabelPrediction label)
    {
        var gap = 0;
        while ((2 * gap) + 1 < length)
        {
            var child = (2 * gap) + 2;
            if (child == length || _heap[child].Probability > _heap[child - 1].Probability) child--;
            _heap[gap] = _heap[child];
            gap = child;
        }

        Rise(gap, label);
    }
}
