namespace Cuvee.Inspect;

/// <summary>A numeric field that no turn is made of.</summary>
/// <param name="Path">Its dotted path.</param>
/// <param name="Count">Numbers, and texts that are numbers.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Scale">The upper end of the scale that the numbers fit in from 0: 1, 10 or 100; null when they fit in none.</param>
/// <param name="IsNamedScore">Whether its name says that it is one.</param>
public sealed record ScoreField(string Path, long Count, double Min, double Max, int? Scale, bool IsNamedScore);
