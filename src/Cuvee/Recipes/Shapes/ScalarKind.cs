namespace Cuvee.Recipes;

/// <summary>The kinds of single values in a recipe.</summary>
internal enum ScalarKind : byte
{
    /// <summary>Any text but the empty one.</summary>
    Text,

    /// <summary>One of fixed words.</summary>
    Word,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>An exact decimal number.</summary>
    Decimal,

    /// <summary>A fraction: 45% or 0.45.</summary>
    Share,

    /// <summary>A part of a whole: a number, or a number with %.</summary>
    Part,

    /// <summary>Bytes: 1GB, 512MiB.</summary>
    Size,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>Text, number, true, false or null, told apart.</summary>
    Literal,
}
