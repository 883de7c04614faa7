namespace Cuvee.Tools;

/// <summary>What a line with tool calls can offend against.</summary>
internal enum CallRule
{
    /// <summary>The line is a record.</summary>
    Record,

    /// <summary>Arguments are a JSON object.</summary>
    Arguments,

    /// <summary>The tool is in the schema.</summary>
    Known,

    /// <summary>The tool is among those that the record itself offers, where it offers any.</summary>
    Offered,

    /// <summary>Required parameters are given.</summary>
    Required,

    /// <summary>No parameter is given that the tool does not have.</summary>
    Expected,

    /// <summary>Values are of the parameters' types.</summary>
    Type,

    Fields,
    First,
    Patterns,
    Lengths,
    Filled,
    Distinct,

    /// <summary>There is a call.</summary>
    Call,
    SingleTurn,
    CallsOnly,
    NoResultInAnswers,
    NoResultInPrompts,
    Unique,
}
