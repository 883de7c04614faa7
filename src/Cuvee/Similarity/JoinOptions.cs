namespace Cuvee.Similarity;

/// <summary>What an exact join goes by, and what it may use.</summary>
internal sealed record JoinOptions
{
    /// <summary>Memory of a shingle in the index: its hash, its number, a posting, and its place among the numbers.</summary>
    public const int BytesPerShingle = 50;

    // What arrays of numbers hold, with room to spare
    private const int MostShingles = 256 << 20;

    /// <summary>The Jaccard similarity from which on two records of different parts are a pair; above 0.</summary>
    public required double Similarity { get; init; }

    /// <summary>The similarity from which on a record of the main part counts as a nearest neighbour; not above <see cref="Similarity"/>. Without it 0.5, or the similarity where that is less.</summary>
    public double? Floor { get; init; }

    /// <summary>
    /// How many records below <see cref="Similarity"/> a record of the main part is compared with for their nearest neighbours, beside those that every search for
    /// pairs must look at. It bounds the work where all records share a template; pairs are found whatever it is.
    /// </summary>
    public int NeighbourCandidates { get; init; } = 1000;

    /// <summary>The part that neighbours are looked for in; the largest without it.</summary>
    public int? MainPart { get; init; }

    /// <summary>How many pairs are listed; all are counted.</summary>
    public int ListedPairs { get; init; } = 100;

    public int Threads { get; init; } = 1;

    /// <summary>What the index may take. Beyond it the work is done in pieces, with the same pairs; neighbours below <see cref="Similarity"/> may be others.</summary>
    public long MaxIndexBytes { get; init; } = long.MaxValue;

    /// <summary>How many shingles of different sets the index holds.</summary>
    public int MaxShingles => (int)Math.Clamp(MaxIndexBytes / BytesPerShingle, 1, MostShingles);
}
