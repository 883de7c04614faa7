namespace Cuvee.Verify;

/// <summary>
/// Everything of a ledger row that is a word, as numbers of word tables, where 0 stands for null. Rows share a few kinds, so that a row holds
/// one number for all of it.
/// </summary>
internal readonly record struct LedgerKind
{
    public int Source { get; init; }

    public int Family { get; init; }

    public int File { get; init; }

    public int State { get; init; }

    public int Stage { get; init; }

    public int Reason { get; init; }

    public int Split { get; init; }

    public int OutputFile { get; init; }

    public int Tags { get; init; }

    /// <summary>Whether a rule changed the record's text.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether it names another record.</summary>
    public bool HasOther { get; init; }

    /// <summary>Whether it has a similarity.</summary>
    public bool HasSimilarity { get; init; }

    private int Flags => (IsChanged ? 1 : 0) + (HasOther ? 2 : 0) + (HasSimilarity ? 4 : 0);

    /// <summary>Small numbers: a polynomial tells them apart, and this is asked about once a row.</summary>
    public override int GetHashCode() =>
        (((((((((((((((((Tags * 31) + Family) * 31) + Source) * 31) + File) * 31) + State) * 31) + Stage) * 31) + Reason) * 31) + Split) * 31) + OutputFile) * 8) + Flags;
}
