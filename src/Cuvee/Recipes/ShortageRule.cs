namespace Cuvee.Recipes;

/// <summary>What happens when a value has fewer records than its share asks for.</summary>
public enum ShortageRule : byte
{
    /// <summary>The build stops and names the binding value.</summary>
    Fail,

    /// <summary>The dataset gets what there is, and the shares miss.</summary>
    Accept,

    /// <summary>Records are emitted several times, in train only.</summary>
    Repeat,

    /// <summary>The total shrinks until the shares hold.</summary>
    Shrink,
}
