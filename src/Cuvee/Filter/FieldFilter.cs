using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>Keeps records by one field of the raw record. A field that is null counts as missing, unless null is what is compared with.</summary>
public sealed class FieldFilter : IFilter
{
    public static readonly FilterOperator Operator = new()
    {
        Name = "field",
        Version = 1,
        Summary = "Keeps records by one field of the raw record, found by a dotted path. Takes one comparison, or `min` and `max` together. "
            + "Numbers compare as numbers, also where the record has them as text.",
        Example = "{ field: { name: quality_scores.overall_quality, min: 3 } }",
        Parameters =
        [
            new("name", ParameterType.Text, "Dotted path of the field.") { IsRequired = true },
            new("equals", ParameterType.Literal, "The value it must have."),
            new("not_equals", ParameterType.Literal, "The value it must not have."),
            new("in", ParameterType.Literals, "The values it may have."),
            new("not_in", ParameterType.Literals, "The values it must not have."),
            new("min", ParameterType.Decimal, "Lowest number that stays."),
            new("max", ParameterType.Decimal, "Highest number that stays."),
            new("matches", ParameterType.Text, "A regular expression found in its text (.NET syntax; no look-around, no back-references)."),
            new("exists", ParameterType.Boolean, "`true` keeps records with the field, `false` those without."),
            new("missing", ParameterType.Word, "What becomes of a record without the field; `exists` does not use it.") { Choices = ["keep", "drop"], Default = "drop" },
        ],
        Reasons =
        [
            new("field_missing", "the record lacks the field"),
            new("field_present", "the record has the field and `exists` is `false`"),
            new("field_value", "the value is not one that stays"),
            new("field_low", "the number is below `min`"),
            new("field_high", "the number is above `max`"),
            new("field_type", "the value is no number, and `min` or `max` needs one; or no text, and `matches` needs one"),
        ],
        Create = Create,
    };

    private static readonly ImmutableArray<string> Comparisons = ["equals", "not_equals", "in", "not_in", "min", "max", "matches", "exists"];

    private readonly string _path;
    private readonly string _comparison;
    private readonly ImmutableArray<Literal> _values;
    private readonly double? _minimum;
    private readonly double? _maximum;
    private readonly Regex? _pattern;
    private readonly bool _keepsMissing;

    private FieldFilter(Arguments arguments, string comparison)
    {
        _path = arguments.Text("name");
        _comparison = comparison;
        _values = arguments.Literals(comparison);
        _minimum = (double?)arguments.Decimal("min");
        _maximum = (double?)arguments.Decimal("max");
        _pattern = arguments.OptionalText("matches") is { } pattern ? Compile(pattern) : null;
        _keepsMissing = arguments.Text("missing") == "keep";
    }

    public Verdict Judge(Record record)
    {
        var field = record.Raw.Field(_path);
        var isMissing = field.Kind is FieldKind.Missing or FieldKind.Null;
        if (_comparison == "exists")
        {
            var mustExist = _values[0].Kind == FieldKind.True;
            return isMissing != mustExist ? Verdict.Keep : new(mustExist ? "field_missing" : "field_present");
        }

        if (field.Kind == FieldKind.Missing || (isMissing && !ComparesWithNull()))
        {
            return _keepsMissing ? Verdict.Keep : new("field_missing");
        }

        return _comparison switch
        {
            "equals" or "in" => IsAny(field) ? Verdict.Keep : new("field_value", field.Number, Threshold()),
            "not_equals" or "not_in" => IsAny(field) ? new("field_value", field.Number, Threshold()) : Verdict.Keep,
            "matches" => JudgePattern(field),
            _ => double.IsNaN(field.Number) ? new("field_type") : Bounds.Judge(field.Number, _minimum, _maximum, "field_low", "field_high"),
        };
    }

    private static FieldFilter Create(Arguments arguments)
    {
        var given = Comparisons.Where(arguments.Has).ToList();
        if (given is ["min", "max"])
        {
            Bounds.Of(arguments);
        }
        else if (given.Count != 1)
        {
            var found = given.Count == 0 ? "none" : string.Join(" and ", given);
            throw new CuveeException($"takes exactly one of {string.Join(", ", Comparisons)}, or min and max together, not {found}; keep one");
        }

        return new FieldFilter(arguments, given[0]);
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            // Linear time whatever the pattern and the text
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new CuveeException($"cannot use the pattern '{pattern}': {exception.Message.TrimEnd('.')}; mend it", exception);
        }
    }

    private bool ComparesWithNull() => _values.Any(value => value.Kind == FieldKind.Null);

    private bool IsAny(in FieldValue field)
    {
        foreach (var value in _values)
        {
            if (value.IsValueOf(field))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number compared with, where there is just one.</summary>
    private double Threshold() => _values is [{ Kind: FieldKind.Number } only] ? (double)only.Number : double.NaN;

    private Verdict JudgePattern(in FieldValue field)
    {
        if (field.Kind is not (FieldKind.Text or FieldKind.Number))
        {
            return new("field_type");
        }

        return _pattern!.IsMatch(field.Text.ToString()) ? Verdict.Keep : new("field_value");
    }
}
