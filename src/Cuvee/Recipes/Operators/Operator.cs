using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>A step that a recipe can ask for by name: what it is called, what it takes, and why it drops. Listed in <see cref="Operators"/>.</summary>
public abstract record Operator
{
    public abstract OperatorKind Kind { get; }

    public required string Name { get; init; }

    /// <summary>Raised whenever the same input and parameters may give another result; part of the cache key.</summary>
    public required int Version { get; init; }

    public required string Summary { get; init; }

    /// <summary>One use of it, in YAML, as an item of the recipe's list.</summary>
    public required string Example { get; init; }

    /// <summary>In the order of the reference page and of the canonical text.</summary>
    public ImmutableArray<Parameter> Parameters { get; init; } = [];

    /// <summary>The fixed words it drops records with.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];

    internal Parameter? Main => Parameters.FirstOrDefault(parameter => parameter.IsMain);

    internal ObjectShape Shape => new([.. Parameters.Select(KeyOf)]);

    private static Key KeyOf(Parameter parameter) =>
        new(parameter.Name, parameter.Shape, parameter.Summary, parameter.Default ?? parameter.Choices.FirstOrDefault() ?? "...")
        {
            Default = parameter.Default,
            IsRequired = parameter.IsRequired,
        };
}
