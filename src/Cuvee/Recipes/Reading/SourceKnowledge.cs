using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>What the recipe alone tells of its sources and of the values that their tags can have.</summary>
/// <param name="Names">All sources, also those with problems of their own.</param>
/// <param name="Sound">The sources without problems.</param>
internal sealed record SourceKnowledge(ImmutableArray<string> Names, ImmutableArray<Source> Sound)
{
    /// <summary>All values that a tag can have among some sources, in their order; null when only the data can tell.</summary>
    /// <param name="tag"><c>source</c>, <c>family</c> or any tag.</param>
    /// <param name="from">Names of known sources.</param>
    public ImmutableArray<string>? ValuesOf(string tag, ImmutableArray<string> from) => ValuesOf(tag, from, CertainValuesOf);

    /// <summary>The same, with values that a filtered tag may fail to reach, which only the data can tell: what is not among them is nowhere.</summary>
    public ImmutableArray<string>? PossibleValuesOf(string tag, ImmutableArray<string> from) => ValuesOf(tag, from, PossibleValuesOf);

    private ImmutableArray<string>? ValuesOf(string tag, ImmutableArray<string> from, Func<TagRule?, ImmutableArray<string>?> valuesOf)
    {
        if (tag == "source")
        {
            return from;
        }

        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var name in from)
        {
            if (Sound.FirstOrDefault(source => source.Name == name) is not { } source || valuesOf(source.Tag(tag)) is not { } known)
            {
                return null;
            }

            values.AddRange(known.Where(value => !values.Contains(value)));
        }

        return values.ToImmutable();
    }

    /// <summary>Whether any source, as far as its problems let one see, has the tag.</summary>
    public bool KnowsTag(string tag) => tag is "source" or "family" || Sound.Length < Names.Length || Sound.Any(source => source.Tag(tag) is not null);

    /// <summary>The tags that a recipe can name, for advice.</summary>
    public IReadOnlyCollection<string> Tags()
    {
        var own = Sound.SelectMany(source => source.Tags).Select(tag => tag.Name);
        return [.. own.Prepend("family").Prepend("source").Distinct(StringComparer.Ordinal)];
    }

    private static ImmutableArray<string>? PossibleValuesOf(TagRule? rule) => rule is FilteredTag tag ? [.. tag.Choices.Select(choice => choice.Then), tag.Else] : CertainValuesOf(rule);

    private static ImmutableArray<string>? CertainValuesOf(TagRule? rule) => rule switch
    {
        null => [TagRule.None],
        FixedTag tag => [tag.Value],
        _ => null,
    };
}
