namespace Cuvee.Split;

/// <summary>What one part of a split holds, in records.</summary>
/// <param name="Name">The part.</param>
/// <param name="Free">Records that fell there by rank; the shares are judged on these.</param>
/// <param name="HeldOut">Records that are there because their component holds a holdout.</param>
public sealed record SplitCount(string Name, long Free, long HeldOut);
