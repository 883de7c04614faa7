namespace Cuvee.Recipes;

/// <summary>The largest fraction of the emitted records that one value of the tag may have.</summary>
public sealed record BalanceGate(string Tag, Threshold Largest, Mark Mark);
