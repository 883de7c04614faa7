using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>An operator that is a key of the recipe rather than an item of a list: a normalizer, personal data, benchmarks, duplicates.</summary>
public sealed record KeyOperator : Operator
{
    public override OperatorKind Kind => Does;

    /// <summary>What it does with a record.</summary>
    public required OperatorKind Does { get; init; }

    /// <summary>Its key in the recipe.</summary>
    public required string Key { get; init; }

    /// <summary>The parameters that the shape of the key describes.</summary>
    internal static ImmutableArray<Parameter> ParametersOf(ObjectShape shape) => [.. shape.Keys.Select(ParameterOf)];

    /// <summary>What a key takes, as a parameter of its own name.</summary>
    internal static Parameter ParameterOf(Key key) => new(key.Name, TypeOf(key.Shape), key.Summary)
    {
        Default = key.Default,
        IsRequired = key.IsRequired,
        Choices = key.Shape switch
        {
            ScalarShape scalar => scalar.Choices,
            ListShape { Item: ScalarShape item } => item.Choices,
            _ => [],
        },
        Minimum = (key.Shape as ScalarShape)?.Minimum,
        Maximum = (key.Shape as ScalarShape)?.Maximum,
    };

    private static ParameterType TypeOf(Shape shape) => shape switch
    {
        ScalarShape { Kind: ScalarKind.Word } or ListShape => ParameterType.Word,
        ScalarShape { Kind: ScalarKind.Integer } => ParameterType.Integer,
        ScalarShape { Kind: ScalarKind.Share } => ParameterType.Decimal,
        ScalarShape { Kind: ScalarKind.Boolean } => ParameterType.Boolean,
        _ => ParameterType.Text,
    };
}
