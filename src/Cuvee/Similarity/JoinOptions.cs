namespace Cuvee.Similarity;

/// <summary>What an exact join goes by, and what it may use.</summary>
internal sealed record JoinOptions
{
    /// <summary>The Jaccard similarity from which on two records of different parts are a pair; above 0.</summary>
    public required double Similarity { get; init; }

    /// <summary>The similarity from which on a record of the main part counts as a nearest neighbour; not above <see cref="Similarity"/>. Without it 0.5, or the similarity where that is less.</summary>
    public double? Floor { get; init; }

    /// <summary>The part that neighbours are looked for in; the largest without it.</summary>
    public int? MainPart { get; init; }

    /// <summary>How many pairs are listed; all are counted.</summary>
    public int ListedPairs { get; init; } = 100;

    public int Threads { get; init; } = 1;

    /// <summary>How many shingles of different sets the index holds, about 50 bytes each. Beyond it the work is done in pieces.</summary>
    public int MaxShingles { get; init; } = 64 << 20;
}
