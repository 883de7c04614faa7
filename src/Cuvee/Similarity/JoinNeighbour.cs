namespace Cuvee.Similarity;

/// <summary>The record of the main part that is most similar to a record of another part.</summary>
/// <param name="Position">The record of the other part.</param>
/// <param name="Nearest">The most similar one of the main part, the first of several; -1 when none reaches the floor.</param>
/// <param name="Similarity">The exact Jaccard similarity; 0 when there is none.</param>
internal readonly record struct JoinNeighbour(int Position, int Nearest, double Similarity);
