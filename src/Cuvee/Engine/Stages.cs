namespace Cuvee.Engine;

/// <summary>The words of the ledger for the steps of the order of operations and the states of a record.</summary>
public static class Stages
{
    public const string Read = "read";
    public const string Map = "map";
    public const string Normalize = "normalize";
    public const string Filter = "filter";
    public const string Decontaminate = "decontaminate";
    public const string ExactDedup = "exact_dedup";
    public const string NearDedup = "near_dedup";
    public const string Take = "take";
    public const string Mix = "mix";
    public const string Caps = "caps";
    public const string Split = "split";

    public const string Kept = "kept";
    public const string Dropped = "dropped";
    public const string Quarantined = "quarantined";

    /// <summary>Whether what this stage drops is dropped because of another record or a benchmark's item, which the ledger then names.</summary>
    public static bool HasOther(string stage) => stage is Decontaminate or ExactDedup or NearDedup;
}
