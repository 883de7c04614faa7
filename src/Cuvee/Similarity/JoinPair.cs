namespace Cuvee.Similarity;

/// <summary>Two similar records of different parts.</summary>
/// <param name="Position">The one of the main part; where neither is, the later one.</param>
/// <param name="Other">The other one.</param>
/// <param name="Similarity">The exact Jaccard similarity of their shingle sets.</param>
internal readonly record struct JoinPair(int Position, int Other, double Similarity);
