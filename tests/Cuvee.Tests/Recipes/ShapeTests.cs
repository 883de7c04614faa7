using System.Text.Json.Nodes;
using Cuvee.Recipes;

namespace Cuvee.Tests.Recipes;

/// <summary>Laws over the declared shape: every key is covered unasked.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void EveryExampleFitsItsKey()
    {
        var keys = Keys(RecipeShape.Root).ToList();
        Assert.True(keys.Count > 70);
        foreach (var key in keys)
        {
            var problems = new Problems(key.Name);
            key.Shape.Check(YamlReader.Read(key.Example, problems)!, key.Name, problems);
            problems.ThrowIfAny();
        }
    }

    [Fact]
    public void EveryDefaultFitsItsKey()
    {
        foreach (var key in Keys(RecipeShape.Root).Where(key => key.Default is not null))
        {
            var problems = new Problems(key.Name);
            key.Shape.Check(new ScalarNode(default, key.Default!, isPlain: true), key.Name, problems);
            problems.ThrowIfAny();
        }
    }

    [Fact]
    public void EveryKeyIsDescribed() => Assert.All(Keys(RecipeShape.Root), key =>
    {
        Assert.EndsWith(".", key.Summary);
        Assert.False(key is { Default: not null, DefaultWords: not null }, key.Name);
        Assert.True(key.IsRequired || key.Default is not null || key.DefaultWords is not null, key.Name);
    });

    [Fact]
    public void EveryReservedKeyIsRefused() => Assert.All(Reserved(RecipeShape.Root), pair =>
    {
        var problems = new Problems("r.yaml");
        pair.Shape.Check(new MapNode(default, [new(new ScalarNode(default, pair.Key, true), new ScalarNode(default, "x", true))]), "it", problems);
        Assert.Contains($"'{pair.Key}' is not available in this version; remove it", Assert.Throws<RecipeException>(problems.ThrowIfAny).Message);
    });

    [Fact]
    public void TheSchemaIsSound()
    {
        var schema = JsonNode.Parse(RecipeSchema.Json())!;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.Equal("42", schema["properties"]!["seed"]!["default"]!.ToJsonString());
        Assert.Equal(Operators.Filters.Length + 1, schema["$defs"]!["filter"]!["anyOf"]!.AsArray().Count);
        Assert.Null(schema["properties"]!["curriculum"]);
    }

    private static IEnumerable<Key> Keys(Shape shape) => Objects(shape).SelectMany(inner => inner.Keys).Where(key => !key.IsReserved);

    private static IEnumerable<(ObjectShape Shape, string Key)> Reserved(Shape shape) =>
        Objects(shape).SelectMany(inner => inner.Keys.Where(key => key.IsReserved).Select(key => (inner, key.Name)));

    private static IEnumerable<ObjectShape> Objects(Shape shape) => shape switch
    {
        ObjectShape inner => [inner, .. inner.Keys.SelectMany(key => Objects(key.Shape)), .. inner.Others is { } others ? Objects(others) : []],
        MapShape map => Objects(map.Value),
        ListShape list => Objects(list.Item),
        OneOfShape choices => choices.Choices.SelectMany(Objects),
        _ => [],
    };
}
