namespace Cuvee.Recipes;

/// <summary>What shares of a mix are counted in.</summary>
public enum MixUnit : byte
{
    Records,
}
