using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cuvee.Recipes;

/// <summary>A single value.</summary>
internal sealed record ScalarShape(ScalarKind Kind) : Shape
{
    public static readonly ScalarShape Text = new(ScalarKind.Text);

    public static readonly ScalarShape Boolean = new(ScalarKind.Boolean);

    /// <summary>The words of a <see cref="ScalarKind.Word"/>.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The lowest number; a whole number fits 64 bits whether or not bounds are given.</summary>
    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>The minimum itself is not allowed.</summary>
    public bool IsAboveMinimum { get; init; }

    public override string Words => Kind switch
    {
        ScalarKind.Text => "a text",
        ScalarKind.Word => Choices is [var only] ? only : $"one of {string.Join(", ", Choices)}",
        ScalarKind.Integer => "a whole number" + RangeWords(),
        ScalarKind.Decimal => "a number" + RangeWords(),
        ScalarKind.Share => $"a share such as 45% or 0.45{RangeWords()}",
        ScalarKind.Part => $"a number or a percentage{RangeWords()}",
        ScalarKind.Size => "a size such as 500MB, 1GB or 1GiB",
        ScalarKind.Boolean => "true or false",
        _ => "a text, a number, true, false or null",
    };

    public static ScalarShape Word(params ReadOnlySpan<string> choices) => new(ScalarKind.Word) { Choices = [.. choices] };

    public override bool Accepts(Node node) => node is ScalarNode;

    public override JsonObject Schema()
    {
        switch (Kind)
        {
            case ScalarKind.Word:
                return new() { ["enum"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice)]) };
            case ScalarKind.Text:
                return new() { ["type"] = new JsonArray("string", "number", "boolean"), ["minLength"] = 1 };
            case ScalarKind.Boolean:
                return new() { ["type"] = "boolean" };
            case ScalarKind.Literal:
                return new() { ["type"] = new JsonArray("string", "number", "boolean", "null") };
            case ScalarKind.Size:
                return new() { ["type"] = new JsonArray("integer", "string"), ["minimum"] = 1, ["pattern"] = @"^[0-9]+(\.[0-9]+)? *([KMGT]i?)?B?$" };
            default:
                return NumberSchema();
        }
    }

    /// <summary>A text of this shape (a default) as a JSON value.</summary>
    public JsonNode Json(string text) => Kind switch
    {
        ScalarKind.Boolean => text == "true",
        ScalarKind.Integer or ScalarKind.Decimal when Numbers.TryDecimal(text, out var number) => number,
        _ => text,
    };

    protected override void CheckFitting(Node node, string what, Problems problems)
    {
        var scalar = (ScalarNode)node;
        if (!IsMatch(scalar))
        {
            var guess = Kind == ScalarKind.Word && Spelling.Closest(scalar.Text, Choices) is { } closest ? $"; did you mean '{closest}'?" : "";
            problems.Add(node.Mark, $"{what} must be {Words}, not {Quoted(scalar)}{guess}");
        }
    }

    private bool IsMatch(ScalarNode scalar)
    {
        var text = scalar.Text;
        return Kind switch
        {
            ScalarKind.Text => text.Length > 0,
            ScalarKind.Word => Choices.Contains(text),
            ScalarKind.Boolean => scalar.IsPlain && text is "true" or "false",
            ScalarKind.Integer => Numbers.TryDecimal(text, out var number) && !text.Contains('.', StringComparison.Ordinal) && IsInRange(number),
            ScalarKind.Decimal => Numbers.TryDecimal(text, out var number) && IsInRange(number),
            ScalarKind.Share or ScalarKind.Part => Numbers.TryShare(text, out var number) && IsInRange(number),
            ScalarKind.Size => Numbers.TrySize(text, out _),
            _ => true,
        };
    }

    private bool IsInRange(decimal number)
    {
        var minimum = Minimum ?? (Kind == ScalarKind.Integer ? long.MinValue : decimal.MinValue);
        var maximum = Maximum ?? (Kind == ScalarKind.Integer ? long.MaxValue : decimal.MaxValue);
        return number <= maximum && (number > minimum || (number == minimum && !IsAboveMinimum));
    }

    private JsonObject NumberSchema()
    {
        var mayBePercent = Kind is ScalarKind.Share or ScalarKind.Part;
        var schema = new JsonObject { ["type"] = mayBePercent ? new JsonArray("number", "string") : Kind == ScalarKind.Integer ? "integer" : "number" };
        if (mayBePercent)
        {
            schema["pattern"] = @"^[0-9]+(\.[0-9]+)?%?$";
        }

        if (Minimum is { } minimum)
        {
            schema[IsAboveMinimum ? "exclusiveMinimum" : "minimum"] = minimum;
        }

        if (Maximum is { } maximum)
        {
            schema["maximum"] = maximum;
        }

        return schema;
    }

    private string RangeWords() => (Minimum, Maximum) switch
    {
        ({ } minimum, null) => $" {(IsAboveMinimum ? "above" : "of at least")} {Numbers.Text(minimum)}",
        ({ } minimum, { } maximum) when IsAboveMinimum => $" above {Numbers.Text(minimum)} and at most {Numbers.Text(maximum)}",
        ({ } minimum, { } maximum) => $" from {Numbers.Text(minimum)} to {Numbers.Text(maximum)}",
        _ => "",
    };

    private static string Quoted(ScalarNode scalar) => scalar.Text.Length <= 60 ? $"'{scalar.Text}'" : $"'{scalar.Text.AsSpan(0, 57)}...'";
}
