using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>A way of removing duplicates: an entry of the operator table for a key of the recipe's <c>dedup</c>.</summary>
public sealed record DedupOperator : Operator
{
    public override OperatorKind Kind => OperatorKind.Dedup;

    /// <summary>Its key in the recipe.</summary>
    public required string Key { get; init; }

    /// <summary>The parameters that the shape of the key describes.</summary>
    internal static ImmutableArray<Parameter> ParametersOf(ObjectShape shape) => [.. shape.Keys.Select(ParameterOf)];

    private static Parameter ParameterOf(Key key) => new(key.Name, TypeOf(key.Shape), key.Summary)
    {
        Default = key.Default,
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
        _ => ParameterType.Text,
    };
}
