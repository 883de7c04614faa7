namespace Cuvee.Normalize.Misread;

/// <summary>How far a repair goes.</summary>
public enum RepairScope
{
    /// <summary>Misread UTF-8, control characters, byte order marks.</summary>
    Damage,

    /// <summary>Those, HTML entities in texts that hold no markup, and Latin ligatures.</summary>
    All,
}
