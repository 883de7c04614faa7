namespace Cuvee.Changes;

/// <summary>Why a record's fate differs, as far as the two folders prove it.</summary>
public enum DiffCause
{
    /// <summary>Its input file, a model or a benchmark has other bytes, or is only there once.</summary>
    InputChanged,

    /// <summary>The recipe differs in the rule that decided on it.</summary>
    RecipeChanged,

    /// <summary>The operator that decided on it has another version.</summary>
    OperatorChanged,

    /// <summary>A duplicate that was not kept before stands in its place; or the one that stood in its place is no longer kept.</summary>
    Displaced,

    /// <summary>A quota, a cap or an exact size, which is the same, lets others in.</summary>
    QuotaShifted,

    /// <summary>The two folders prove none of these.</summary>
    NoCauseFound,
}
