using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>A single value of a recipe with its kind: 5 is a number, "5" a text.</summary>
/// <param name="Kind">Null, False, True, Number or Text.</param>
/// <param name="Text">The text; a number in its shortest form.</param>
public readonly partial record struct Literal(FieldKind Kind, string Text)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex Word { get; }

    /// <summary>The value of a number exactly as written; throws for other kinds.</summary>
    public decimal Number => Kind == FieldKind.Number
        ? decimal.Parse(Text, NumberStyles.Number, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"'{Text}' is no number");

    /// <summary>The value of a plain scalar is read by its look; a quoted one is always a text.</summary>
    internal static Literal Of(ScalarNode node) => node switch
    {
        { IsNull: true } => new(FieldKind.Null, "null"),
        { IsPlain: true, Text: "true" } => new(FieldKind.True, "true"),
        { IsPlain: true, Text: "false" } => new(FieldKind.False, "false"),
        { IsPlain: true } when Numbers.TryDecimal(node.Text, out var number) => new(FieldKind.Number, Numbers.Text(number)),
        _ => new(FieldKind.Text, node.Text),
    };

    internal static Literal Of(decimal number) => new(FieldKind.Number, Numbers.Text(number));

    /// <summary>
    /// Whether a field holds this value. A number equals numbers and texts that are numbers; true and false equal the same words (CSV has only texts).
    /// </summary>
    public bool IsValueOf(in FieldValue field) => Kind switch
    {
        FieldKind.Number => field.Kind is FieldKind.Number or FieldKind.Text && EqualsNumber(field),
        FieldKind.Text => field.Kind == FieldKind.Text && EqualsText(field),
        FieldKind.True or FieldKind.False => field.Kind == Kind || (field.Kind == FieldKind.Text && EqualsText(field)),
        _ => field.Kind == Kind,
    };

    /// <summary>The canonical text: a bare word where it can be read back as a text, else JSON.</summary>
    public override string ToString() =>
        Kind != FieldKind.Text || (Word.IsMatch(Text) && Text is not ("true" or "false" or "null")) ? Text : JsonSerializer.Serialize(Text, Json);

    private bool EqualsNumber(in FieldValue field) =>
        decimal.TryParse(field.Text.Span, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? exact == Number
            : field.Number.Equals((double)Number);

    private bool EqualsText(in FieldValue field) => field.Text == Utf8.Of(Text);
}
