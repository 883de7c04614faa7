namespace Cuvee.Recipes;

/// <summary>Whether both labels of a kto dataset are present and well mixed.</summary>
/// <param name="FailsDataset">A finding fails the dataset; else it warns.</param>
/// <param name="MaxRatio">The commoner label may have at most this many records for each of the rarer; null does not check.</param>
/// <param name="MaxRun">The longest run of one label that is allowed; null does not check.</param>
public sealed record LabelsGate(bool FailsDataset, decimal? MaxRatio, long? MaxRun);
