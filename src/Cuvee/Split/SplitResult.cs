using System.Collections.Immutable;

namespace Cuvee.Split;

/// <summary>Where every record went, and the numbers by which a gate can judge it.</summary>
/// <param name="PartOf">For each record the index of its part, or <see cref="Dropped"/>.</param>
/// <param name="ComponentOf">For each record the smallest index of its component.</param>
/// <param name="Parts">Counts for each part, in the order of the parts.</param>
/// <param name="Components">Number of components that were free to fall anywhere: no holdouts, not dropped.</param>
/// <param name="Records">Their records.</param>
/// <param name="SumOfSquares">The sum of the squares of their sizes in records.</param>
public sealed record SplitResult(
    int[] PartOf, int[] ComponentOf, ImmutableArray<SplitCount> Parts,
    long Components, long Records, long SumOfSquares)
{
    /// <summary>The part of a record that was dropped because it touches a holdout.</summary>
    public const int Dropped = -1;
}
