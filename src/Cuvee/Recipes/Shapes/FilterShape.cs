using System.Text.Json.Nodes;
using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>One filter: a bare word, or a mapping of one name to its parameters or to its main parameter's value.</summary>
internal sealed record FilterShape : Shape
{
    public static readonly FilterShape Instance = new();

    private FilterShape()
    {
    }

    public override string Words => "a filter";

    public override bool Accepts(Node node) => node is ScalarNode or MapNode;

    public override JsonObject Schema() => new() { ["$ref"] = "#/$defs/filter" };

    /// <summary>The definition that <see cref="Schema"/> refers to.</summary>
    public static JsonObject Definition()
    {
        var bare = Operators.Filters.Where(filter => !filter.Parameters.Any(parameter => parameter.IsRequired)).Select(filter => (JsonNode)filter.Name);
        var choices = new JsonArray(new JsonObject { ["enum"] = new JsonArray([.. bare]) });
        foreach (var filter in Operators.Filters)
        {
            var parameters = filter.Shape.Schema();
            var value = filter.Main is { } main ? new JsonObject { ["anyOf"] = new JsonArray(main.Shape.Schema(), parameters) } : parameters;
            choices.Add((JsonNode)new JsonObject
            {
                ["type"] = "object",
                ["description"] = filter.Summary,
                ["properties"] = new JsonObject { [filter.Name] = value },
                ["required"] = new JsonArray((JsonNode)filter.Name),
                ["additionalProperties"] = false,
            });
        }

        return new() { ["anyOf"] = choices };
    }

    /// <summary>The filter of a node that was found sound.</summary>
    public static FilterCall Bind(Node node)
    {
        var (name, value) = Parts(node)!.Value;
        var filter = Operators.FindFilter(name.Text)!;
        var arguments = Arguments.Of(filter, value);
        return new FilterCall(filter, arguments, filter.Create(arguments));
    }

    protected override void CheckFitting(Node node, string what, Problems problems)
    {
        if (Parts(node) is not var (name, value))
        {
            problems.Add(node.Mark, $"{what} must name one filter, as in {{ turns: {{ min: 2 }} }}; give each its own item");
        }
        else if (Operators.FindFilter(name.Text) is not { } filter)
        {
            string[] known = [.. Operators.Filters.Select(known => known.Name)];
            problems.Add(name.Mark, $"unknown filter '{name.Text}'{Spelling.Advice(name.Text, known)}");
        }
        else
        {
            CheckArguments(filter, name, value, problems);
        }
    }

    private static void CheckArguments(FilterOperator filter, ScalarNode name, Node? value, Problems problems)
    {
        var before = problems.Count;
        if (value is null or MapNode)
        {
            filter.Shape.Check(value ?? new MapNode(name.Mark, []), $"'{filter.Name}'", problems);
        }
        else if (filter.Main is { } main)
        {
            main.Shape.Check(value, $"'{filter.Name}'", problems);
        }
        else
        {
            problems.Add(value.Mark, $"'{filter.Name}' takes no single value; write {filter.Example}");
        }

        if (problems.Count > before)
        {
            return;
        }

        try
        {
            filter.Create(Arguments.Of(filter, value));
        }
        catch (CuveeException exception)
        {
            problems.Add(name.Mark, $"'{filter.Name}' {exception.Message}");
        }
    }

    /// <summary>Name and value of a filter, or null when it is a mapping of none or several.</summary>
    private static (ScalarNode Name, Node? Value)? Parts(Node node) => node switch
    {
        ScalarNode name => (name, null),
        MapNode { Entries: [var (name, value)] } => (name, value),
        _ => null,
    };
}
