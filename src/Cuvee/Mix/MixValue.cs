namespace Cuvee.Mix;

/// <summary>One value of the property that is mixed: a source, a family, a tag value.</summary>
/// <param name="Name">As written in the recipe.</param>
/// <param name="Available">Units (records, or tokens) that reached the mix.</param>
/// <param name="Share">Its part, a positive exact decimal; only the proportions count.</param>
public sealed record MixValue(string Name, long Available, decimal Share);
