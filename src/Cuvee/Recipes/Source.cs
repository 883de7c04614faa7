using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>A named set of input files and what is done to each of their records.</summary>
public sealed record Source
{
    public required string Name { get; init; }

    public required Mark Mark { get; init; }

    /// <summary>Paths and globs as written, relative to the recipe's folder, in their order; at least one.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>In the order of the recipe; <c>family</c> comes last where it has only its default.</summary>
    public required ImmutableArray<TagRule> Tags { get; init; }

    /// <summary><c>auto</c>, or the format in snake case.</summary>
    public required string Format { get; init; }

    /// <summary>What a column is read as (<c>user</c>, <c>assistant</c>, ...), to its dotted path.</summary>
    public required ImmutableArray<FieldMapping> Map { get; init; }

    public required ScoreRule Score { get; init; }

    /// <summary>How many records stay, chosen by rank; null for all.</summary>
    public long? Take { get; init; }

    public ImmutableArray<FilterCall> Filters { get; init; } = [];

    /// <summary>The filters that decide its tags.</summary>
    public IEnumerable<FilterCall> TagFilters => Tags.SelectMany(tag => tag.Filters());

    /// <summary><c>auto</c> (UTF-8, or UTF-16 by its byte order mark), or a name of an encoding.</summary>
    public required string Encoding { get; init; }

    public required DamageAction OnDamage { get; init; }

    /// <summary>The rule of that tag, or null when the source has no such tag.</summary>
    public TagRule? Tag(string name) => Tags.FirstOrDefault(tag => tag.Name == name);
}
