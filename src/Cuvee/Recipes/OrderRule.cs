namespace Cuvee.Recipes;

/// <summary>The order of the records in each split.</summary>
public enum OrderRule : byte
{
    /// <summary>By rank.</summary>
    Shuffled,

    /// <summary>As they were read.</summary>
    Source,

    /// <summary>Labels alternate, for kto.</summary>
    Interleaved,
}
