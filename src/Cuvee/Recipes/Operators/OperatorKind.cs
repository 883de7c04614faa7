namespace Cuvee.Recipes;

/// <summary>What an operator does with a record.</summary>
public enum OperatorKind : byte
{
    /// <summary>May drop a record, may not edit it.</summary>
    Filter,

    /// <summary>May edit the texts of a record, may not drop it.</summary>
    Normalizer,

    /// <summary>Finds personal data: marks, edits or drops a record.</summary>
    Review,

    /// <summary>Drops or marks a record because of a benchmark.</summary>
    Decontamination,

    /// <summary>Drops a record because of another one.</summary>
    Dedup,
}
