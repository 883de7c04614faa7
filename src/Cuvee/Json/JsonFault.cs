namespace Cuvee.Json;

/// <summary>Why a value could not be read. The snake-case names are the reasons of the quarantine.</summary>
public enum JsonFault : byte
{
    None,

    /// <summary>Not JSON by RFC 8259, including NaN, Infinity and unescaped control characters.</summary>
    MalformedJson,

    /// <summary>Bytes that are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>An escape \uD800-\uDFFF without its partner: no UTF-8 text can hold it.</summary>
    LoneSurrogate,

    /// <summary>Nested deeper than <see cref="JsonTape.MaxDepth"/>.</summary>
    TooDeep,
}
