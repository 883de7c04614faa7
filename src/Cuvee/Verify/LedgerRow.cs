using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>What the gates need of one ledger row: 80 bytes.</summary>
internal struct LedgerRow
{
    /// <summary>None when it is no identifier.</summary>
    public Hash128 Id;

    /// <summary>The first 128 bits of the content hash; none for null.</summary>
    public Hash128 Content;

    /// <summary>0 for null.</summary>
    public ulong OutputHash;

    public long Line;
    public long Item;

    /// <summary>1-based; 0 for null.</summary>
    public int OutputLine;
    public int Copies;

    /// <summary>-1 for null.</summary>
    public long Tokens;

    /// <summary>The index of its <see cref="LedgerKind"/>.</summary>
    public int Kind;
}
