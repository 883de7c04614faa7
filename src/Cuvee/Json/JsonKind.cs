namespace Cuvee.Json;

/// <summary>The kind of a JSON value.</summary>
public enum JsonKind : byte
{
    None,
    Null,
    False,
    True,
    Number,
    Text,
    Array,
    Object,
}
