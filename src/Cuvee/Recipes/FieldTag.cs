using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>A tag read from a field of the raw record.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Mark">Where it stands.</param>
/// <param name="Field">Dotted path.</param>
/// <param name="Map">Renames values; a value it does not name stays as it is. Ordered by value.</param>
/// <param name="Default">The value where the field is missing, null, empty, or no single value.</param>
public sealed record FieldTag(string Name, Mark Mark, string Field, ImmutableSortedDictionary<string, string> Map, string Default) : TagRule(Name, Mark)
{
    public override string ValueOf(Record record)
    {
        var field = record.Raw.Field(Field);
        var value = field.Kind switch
        {
            FieldKind.True => "true",
            FieldKind.False => "false",
            FieldKind.Number or FieldKind.Text => field.Text.ToString(),
            _ => "",
        };
        return value.Length == 0 ? Default : Map.GetValueOrDefault(value, value);
    }
}
