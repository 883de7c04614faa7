using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>A recipe, checked and with every default filled in. Read by <see cref="RecipeReader"/>.</summary>
public sealed record Recipe
{
    public required string Name { get; init; }

    /// <summary>Goes into every choice by rank.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The recipe's path as the user gave it: for errors, never for artefacts.</summary>
    public required string File { get; init; }

    /// <summary>The full path of the folder that relative paths of the recipe start from.</summary>
    public required string Folder { get; init; }

    /// <summary>In the order of the recipe, which is the source order of every tie; at least one.</summary>
    public required ImmutableArray<Source> Sources { get; init; }

    /// <summary>In the order in which they are applied; empty leaves text bytes unchanged.</summary>
    public ImmutableArray<NormalizeRule> Normalize { get; init; } = [];

    /// <summary>What is looked for as personal data, after the rules of <see cref="Normalize"/>; null for nothing.</summary>
    public PiiRule? Pii { get; init; }

    /// <summary>What tokens are counted with; null where only filters say it, or nothing does.</summary>
    public TokenRule? Tokens { get; init; }

    /// <summary>Applied to every source, after its own.</summary>
    public ImmutableArray<FilterCall> Filters { get; init; } = [];

    /// <summary>Benchmarks that must not be in the data; empty when nobody looks for any.</summary>
    public ImmutableArray<DecontaminateRule> Decontaminate { get; init; } = [];

    public required DedupRule Dedup { get; init; }

    /// <summary>In the order of the recipe; at least one.</summary>
    public required ImmutableArray<Dataset> Datasets { get; init; }

    /// <summary>The common filters, then those of the sources, then those that decide their tags.</summary>
    public IEnumerable<FilterCall> AllFilters => Filters.Concat(Sources.SelectMany(source => source.Filters)).Concat(Sources.SelectMany(source => source.TagFilters));

    /// <summary>The same recipe with other filters in the place of its own: of the sources, of their tags, and the common ones.</summary>
    /// <param name="map">Given a filter, and where the source or tag stands that has it.</param>
    public Recipe MapFilters(Func<FilterCall, Mark, FilterCall> map) => this with
    {
        Sources =
        [
            .. Sources.Select(source => source with
            {
                Filters = [.. source.Filters.Select(call => map(call, source.Mark))],
                Tags = [.. source.Tags.Select(tag => tag.MapFilters(call => map(call, tag.Mark)))],
            }),
        ],
        Filters = [.. Filters.Select(call => map(call, default))],
    };

    /// <summary>A problem found later (a missing file, an infeasible mix), placed in the recipe.</summary>
    public RecipeException Problem(Mark mark, string message) => new([new RecipeProblem(File, mark, message)]);
}
