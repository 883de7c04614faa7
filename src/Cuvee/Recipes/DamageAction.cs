namespace Cuvee.Recipes;

/// <summary>What a damaged file (truncated, corrupt, not data at all) does to a build.</summary>
public enum DamageAction : byte
{
    /// <summary>The build stops and names the file.</summary>
    Fail,

    /// <summary>What can be read is used, the rest becomes a quarantine row.</summary>
    Quarantine,
}
