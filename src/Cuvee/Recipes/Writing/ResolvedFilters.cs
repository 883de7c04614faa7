using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>Writes filters, and the tags that use them, as they stand in a resolved recipe.</summary>
internal static class ResolvedFilters
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<FilterCall> filters)
    {
        json.WriteStartArray("filters");
        foreach (var filter in filters)
        {
            Write(json, filter);
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, TagRule rule)
    {
        switch (rule)
        {
            case FixedTag tag:
                json.WriteStringValue(tag.Value);
                break;
            case FieldTag tag:
                json.WriteStartObject();
                json.WriteString("field", tag.Field);
                ResolvedRecipe.WriteObject(json, "map", tag.Map, entry => entry.Key, (json, entry) => json.WriteStringValue(entry.Value));
                json.WriteString("default", tag.Default);
                json.WriteEndObject();
                break;
            case FilteredTag tag:
                Write(json, tag);
                break;
            default:
                throw new InvalidOperationException($"a tag rule of unknown kind: {rule.GetType()}");
        }
    }

    private static void Write(Utf8JsonWriter json, FilteredTag tag)
    {
        json.WriteStartArray();
        foreach (var choice in tag.Choices)
        {
            json.WriteStartObject();
            json.WritePropertyName("when");
            Write(json, choice.When);
            json.WriteString("then", choice.Then);
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteString("else", tag.Else);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, FilterCall filter)
    {
        json.WriteStartObject();
        json.WriteStartObject(filter.Operator.Name);
        foreach (var (parameter, values) in filter.Arguments.Given)
        {
            json.WritePropertyName(parameter.Name);
            if (parameter.Type == ParameterType.Literals)
            {
                json.WriteStartArray();
                foreach (var value in values)
                {
                    Write(json, value);
                }

                json.WriteEndArray();
            }
            else
            {
                Write(json, Arguments.Shown(parameter, values[0]));
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Literal value)
    {
        switch (value.Kind)
        {
            case FieldKind.Text:
                json.WriteStringValue(value.Text);
                break;
            case FieldKind.Number:
                json.WriteNumberValue(value.Number);
                break;
            case FieldKind.Null:
                json.WriteNullValue();
                break;
            default:
                json.WriteBooleanValue(value.Kind == FieldKind.True);
                break;
        }
    }
}
