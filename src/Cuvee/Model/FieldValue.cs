namespace Cuvee.Model;

/// <summary>What kind of value a metadata field holds.</summary>
public enum FieldKind : byte
{
    Missing,
    Null,
    False,
    True,
    Number,
    Text,
    Array,
    Object,
}

/// <summary>The value of one metadata field of the raw record.</summary>
/// <param name="Kind">Missing when no such field exists.</param>
/// <param name="Text">The decoded text of a text; the JSON source of a number, array or object; else absent.</param>
public readonly record struct FieldValue(FieldKind Kind, Utf8 Text)
{
    /// <summary>The value of a number, or of a text that is a number; NaN for anything else and for numbers outside the range of a double.</summary>
    public double Number =>
        Kind is FieldKind.Number or FieldKind.Text
        && double.TryParse(Text.Span, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? value
            : double.NaN;
}
