using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cuvee.Recipes;

/// <summary>A mapping with known keys.</summary>
/// <param name="Keys">In the order of the reference page.</param>
internal sealed record ObjectShape(ImmutableArray<Key> Keys) : Shape
{
    /// <summary>Where the mapping may also hold names of the user's own (split parts, families): their value. Null where it may not.</summary>
    public MapShape? Others { get; init; }

    public override string Words => "a mapping";

    public Key Find(string name) => Keys.First(key => key.Name == name);

    public override bool Accepts(Node node) => node is MapNode;

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in Keys.Where(key => !key.IsReserved))
        {
            var schema = key.Shape.Schema();
            schema["description"] = key.Summary;
            if (key.Default is { } value && key.Shape is ScalarShape scalar)
            {
                schema["default"] = scalar.Json(value);
            }

            properties[key.Name] = schema;
        }

        var result = new JsonObject { ["type"] = "object", ["properties"] = properties };
        var required = Keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0)
        {
            result["required"] = new JsonArray(required);
        }

        result["additionalProperties"] = Others is null ? JsonValue.Create(false) : Others.Value.Schema();
        return result;
    }

    protected override void CheckFitting(Node node, string what, Problems problems)
    {
        var map = (MapNode)node;
        foreach (var (name, value) in map.Entries)
        {
            if (Keys.FirstOrDefault(key => key.Name == name.Text) is { } key)
            {
                CheckKey(key, name, value, problems);
            }
            else if (Others is not null)
            {
                Others.CheckEntry(name, value, problems);
            }
            else
            {
                problems.Add(name.Mark, $"unknown key '{name.Text}' in {what}{Spelling.Advice(name.Text, [.. Keys.Select(known => known.Name)])}");
            }
        }

        foreach (var key in Keys.Where(key => key.IsRequired && map.Find(key.Name) is null))
        {
            problems.Add(node.Mark, $"{what} lacks '{key.Name}'; add {key.Name}: {key.Example}");
        }
    }

    private static void CheckKey(Key key, ScalarNode name, Node value, Problems problems)
    {
        if (key.IsReserved)
        {
            problems.Add(name.Mark, $"'{key.Name}' is not available in this version; remove it");
        }
        else
        {
            key.Shape.Check(value, $"'{key.Name}'", problems);
        }
    }
}
