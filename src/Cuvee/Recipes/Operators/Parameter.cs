using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>One parameter of an operator.</summary>
/// <param name="Name">The key in the recipe.</param>
/// <param name="Type">What its value may be.</param>
/// <param name="Summary">What it does, one sentence.</param>
public sealed record Parameter(string Name, ParameterType Type, string Summary)
{
    /// <summary>The value that stands for an absent parameter, as it would be written; null when there is none.</summary>
    public string? Default { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>May be written without its name: <c>{ last_turn: assistant }</c>. At most one per operator.</summary>
    public bool IsMain { get; init; }

    /// <summary>The words of a <see cref="ParameterType.Word"/>.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Its value may be a path; artefacts hold no absolute one.</summary>
    public bool IsPath { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>The shape of its value in the recipe.</summary>
    internal Shape Shape => Type switch
    {
        ParameterType.Word => new ScalarShape(ScalarKind.Word) { Choices = Choices },
        ParameterType.Integer => new ScalarShape(ScalarKind.Integer) { Minimum = Minimum, Maximum = Maximum },
        ParameterType.Decimal => new ScalarShape(ScalarKind.Decimal) { Minimum = Minimum, Maximum = Maximum },
        ParameterType.Boolean => new ScalarShape(ScalarKind.Boolean),
        ParameterType.Literal => new ScalarShape(ScalarKind.Literal),
        ParameterType.Literals => new ListShape(new ScalarShape(ScalarKind.Literal)),
        _ => new ScalarShape(ScalarKind.Text),
    };
}
