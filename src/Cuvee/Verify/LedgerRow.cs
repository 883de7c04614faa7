using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>What the gates need of one ledger row: 96 bytes. Words are numbers in the tables of <see cref="LedgerRows"/>, where 0 stands for null.</summary>
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
    public int Outcome;
    public int Source;
    public int Family;
    public int File;
    public int Split;
    public int OutputFile;
    public int Tags;

    /// <summary>Whether a rule changed the record's text.</summary>
    public bool IsChanged;
}
