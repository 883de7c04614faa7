namespace Cuvee.Normalize.Misread;

/// <summary>What a step of a repair did.</summary>
public enum RepairKind
{
    /// <summary>Read UTF-8 again that had been read with another codec.</summary>
    Misread,

    /// <summary>The same, where one byte of the sequence had been lost or had become a space.</summary>
    LostByte,

    /// <summary>Removed a control character, or made a line end of a vertical tab.</summary>
    Control,

    /// <summary>Removed a byte order mark.</summary>
    ByteOrderMark,

    /// <summary>Replaced an HTML entity.</summary>
    Entity,

    /// <summary>Took a Latin ligature apart.</summary>
    Ligature,
}
