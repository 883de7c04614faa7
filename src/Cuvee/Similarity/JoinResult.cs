using System.Collections.Immutable;

namespace Cuvee.Similarity;

/// <summary>What an exact join found.</summary>
/// <param name="MainPart">The part asked for, or the largest, the lowest of several; -1 when no record has a part.</param>
/// <param name="PairCount">Pairs of records of different parts that reach the similarity.</param>
/// <param name="Pairs">The first of them by position, then other.</param>
/// <param name="Neighbours">One for each record that is of a part, but not of the main one, by position.</param>
internal sealed record JoinResult(int MainPart, long PairCount, ImmutableArray<JoinPair> Pairs, ImmutableArray<JoinNeighbour> Neighbours);
