namespace Cuvee.Recipes;

/// <summary>What an operator does with a record.</summary>
public enum OperatorKind : byte
{
    /// <summary>May drop a record, may not edit it.</summary>
    Filter,

    /// <summary>May edit the texts of a record, may not drop it.</summary>
    Normalizer,

    /// <summary>Drops a record because of another one.</summary>
    Dedup,
}
