namespace Cuvee.Recipes;

/// <summary>One key of an <see cref="ObjectShape"/>.</summary>
/// <param name="Name">The word in the recipe.</param>
/// <param name="Shape">What its value may look like.</param>
/// <param name="Summary">What it does, one or two sentences.</param>
/// <param name="Example">A value as it would be written, in YAML.</param>
internal sealed record Key(string Name, Shape Shape, string Summary, string Example)
{
    /// <summary>The value that stands for an absent key, as it would be written; null where <see cref="DefaultWords"/> say more.</summary>
    public string? Default { get; init; }

    /// <summary>What an absent key means, in words, where no single value says it.</summary>
    public string? DefaultWords { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Its place is kept for a later version: writing it is an error.</summary>
    public bool IsReserved { get; init; }
}
