namespace Cuvee.Changes;

/// <summary>What the dataset that keeps a record says of the duplicate that stands in its place in the other one.</summary>
internal enum OtherRecord
{
    /// <summary>There is no such duplicate, or it is no record of these ledgers.</summary>
    None,

    /// <summary>It lacks it.</summary>
    Absent,

    /// <summary>It does not keep it.</summary>
    NotKept,

    /// <summary>It keeps it with another content.</summary>
    Changed,

    /// <summary>It keeps it beside the record.</summary>
    Kept,
}
