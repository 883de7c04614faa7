using System.Collections.Immutable;
using System.Text;
using Cuvee.Split;

namespace Cuvee.Engine;

/// <summary>Which records a split decides about together, and why: what the ledger says of components.</summary>
/// <param name="alive">The positions that came to the split, ascending.</param>
/// <param name="components">One record for each of them.</param>
/// <param name="words">What the bits of <see cref="Components.Tie"/> mean, the lowest first.</param>
internal sealed class SplitTies(int[] alive, Components components, ImmutableArray<string> words)
{
    /// <summary>Bits of <see cref="Components.Tie"/>; what comes after shares the last one.</summary>
    public const int MaxWords = 16;

    private readonly Dictionary<ushort, byte[]> _texts = [];
    private int _next;

    /// <summary>The number, from 1, of the ledger's row of the component's first record; 0 for a record that is alone, or that did not come to the split.</summary>
    public long ComponentOf(int position) => RecordOf(position) is >= 0 and var record ? alive[components.Find(record)] + 1 : 0;

    /// <summary>What ties the record to its component: <c>prompt</c>, <c>near_duplicates</c> or a field; several with a comma between.</summary>
    public ReadOnlySpan<byte> WordsOf(int position)
    {
        var ties = RecordOf(position) is >= 0 and var record ? components.TiesOf(record) : (ushort)0;
        if (!_texts.TryGetValue(ties, out var text)) _texts.Add(ties, text = Encoding.UTF8.GetBytes(string.Join(',', words.Where((_, bit) => ((ties >> Math.Min(bit, MaxWords - 1)) & 1) != 0))));
        return text;
    }

    /// <summary>Asked in the order of the ledger, so the next one is never far.</summary>
    private int RecordOf(int position)
    {
        if (_next > 0 && alive[_next - 1] >= position) _next = 0;
        while (_next < alive.Length && alive[_next] < position) _next++;
        return _next < alive.Length && alive[_next] == position && components.TiesOf(_next) != 0 ? _next : -1;
    }
}
