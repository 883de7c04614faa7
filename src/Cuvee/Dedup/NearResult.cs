namespace Cuvee.Dedup;

/// <summary>What near-duplicate detection decided.</summary>
internal sealed record NearResult
{
    /// <summary>By position the record that is kept in its place: itself when it is kept or took no part.</summary>
    public required int[] Kept { get; init; }

    /// <summary>By position the exact similarity of a dropped record and the one that is kept in its place; 0 for kept records.</summary>
    public required double[] Similarity { get; init; }

    /// <summary>Pairs that shared a band.</summary>
    public required long Candidates { get; init; }

    /// <summary>Pairs that were compared by their sets, up to and with the one that decided.</summary>
    public required long Compared { get; init; }

    /// <summary>Records that were kept although not everything similar may have been looked at.</summary>
    public required int Unverified { get; init; }

    /// <summary>Segments in which the work was done.</summary>
    public required int Segments { get; init; }
}
