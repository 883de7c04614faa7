namespace Cuvee.Recipes;

/// <summary>The type of an operator's parameter.</summary>
public enum ParameterType : byte
{
    Text,

    /// <summary>The path of a file that the operator reads; of an absolute one artefacts have the last segment alone.</summary>
    File,

    /// <summary>One of the parameter's choices.</summary>
    Word,

    Integer,

    /// <summary>An exact decimal number.</summary>
    Decimal,

    Boolean,

    /// <summary>Text, number, true, false or null, told apart.</summary>
    Literal,

    /// <summary>A list of literals.</summary>
    Literals,
}
