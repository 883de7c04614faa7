namespace Cuvee.Split;

/// <summary>What happens when records that belong together are held out to different parts.</summary>
public enum HoldoutConflict
{
    /// <summary>An error that names both records and parts.</summary>
    Fail,

    /// <summary>All records of the component are dropped and counted.</summary>
    Drop,
}
