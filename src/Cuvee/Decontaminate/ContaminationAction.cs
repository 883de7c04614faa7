namespace Cuvee.Decontaminate;

/// <summary>What becomes of a record in which a benchmark item is found.</summary>
public enum ContaminationAction : byte
{
    /// <summary>Its line goes to the removed ones.</summary>
    Drop,

    /// <summary>Its line stays and says so.</summary>
    Flag,

    /// <summary>Nothing is written but the report.</summary>
    Report,
}
