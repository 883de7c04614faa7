namespace Cuvee.Recipes;

/// <summary>What shares of a mix are counted in.</summary>
public enum MixUnit : byte
{
    Records,

    /// <summary>Tokens of records, added in rank order while the budget is not exceeded.</summary>
    Tokens,
}
