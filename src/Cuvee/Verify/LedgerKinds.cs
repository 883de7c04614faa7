using System.Runtime.InteropServices;

namespace Cuvee.Verify;

/// <summary>Distinct kinds of ledger rows, numbered from 0 in the order of their first appearance, with the number of their rows.</summary>
internal sealed class LedgerKinds
{
    private readonly List<LedgerKind> _kinds = [];
    private readonly List<KindCount> _counts = [];
    private readonly Dictionary<LedgerKind, int> _numbers = [];
    private LedgerKind _last;
    private int _lastNumber = -1;

    public int Count => _kinds.Count;

    public ReadOnlySpan<LedgerKind> All => CollectionsMarshal.AsSpan(_kinds);

    /// <summary>What the rows of a kind add up to.</summary>
    public KindCount CountOf(int number) => _counts[number];

    /// <summary>Counts rows of a kind and gives its number, a new one if need be. Runs of one kind cost a comparison each.</summary>
    public int Add(in LedgerKind kind, in KindCount rows)
    {
        if (_lastNumber < 0 || kind != _last) Find(kind);
        ref var count = ref CollectionsMarshal.AsSpan(_counts)[_lastNumber];
        count = count.Plus(rows);
        return _lastNumber;
    }

    private void Find(in LedgerKind kind)
    {
        _last = kind;
        if (_numbers.TryGetValue(kind, out _lastNumber)) return;
        _lastNumber = _kinds.Count;
        _numbers.Add(kind, _lastNumber);
        _kinds.Add(kind);
        _counts.Add(default);
    }
}

/// <summary>What rows of a ledger add up to.</summary>
/// <param name="Records">Rows.</param>
/// <param name="Lines">Copies of them that were emitted.</param>
/// <param name="RecordTokens">Tokens, each row counted once.</param>
/// <param name="LineTokens">Tokens of the copies.</param>
internal readonly record struct KindCount(long Records, long Lines, long RecordTokens, long LineTokens)
{
    public KindCount Plus(in KindCount other) =>
        new(Records + other.Records, Lines + other.Lines, RecordTokens + other.RecordTokens, LineTokens + other.LineTokens);
}
