namespace Cuvee.Publish;

/// <summary>One emitted file of a split.</summary>
/// <param name="Split">Index of the split.</param>
/// <param name="Path">Relative to the dataset's folder, with <c>/</c>.</param>
/// <param name="Records">Lines or rows.</param>
internal sealed record ShardFile(int Split, string Path, long Records);
