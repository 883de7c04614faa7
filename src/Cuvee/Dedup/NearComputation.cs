using System.Collections.Immutable;
using Cuvee.Similarity;

namespace Cuvee.Dedup;

/// <summary>How near-duplicates of a similarity are found: the numbers behind a threshold.</summary>
/// <param name="Similarity">The threshold.</param>
/// <param name="Bands">Bands of a signature; records that agree in all values of one are compared.</param>
/// <param name="Rows">Values of each band.</param>
/// <param name="Recall">Share of the pairs exactly at the threshold that are compared; pairs above it are found more surely.</param>
/// <param name="BytesPerRecord">Memory that a kept record takes in the index.</param>
/// <param name="Candidates">With how many records one is compared at most.</param>
public sealed record NearComputation(decimal Similarity, int Bands, int Rows, double Recall, int BytesPerRecord, int Candidates)
{
    /// <summary>Similarities at which <see cref="ProbabilityAt"/> is worth looking at.</summary>
    public static ImmutableArray<decimal> Steps { get; } = [0.5m, 0.6m, 0.7m, 0.8m, 0.9m, 1m];

    /// <summary>Values of a signature.</summary>
    public int Hashes => Bands * Rows;

    public static NearComputation For(decimal similarity)
    {
        var banding = Banding.For((double)similarity);
        return new NearComputation(similarity, banding.Bands, banding.Rows, banding.Recall, NearIndex.BytesPerRecord(banding), NearOptions.DefaultCandidateLimit);
    }

    /// <summary>The share of the pairs of a similarity that are compared.</summary>
    public double ProbabilityAt(decimal similarity) => new Banding((double)Similarity, Bands, Rows).ProbabilityAt((double)similarity);
}
