using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Makes a <see cref="Source"/> of a node that its shape has found sound.</summary>
internal static class SourceReader
{
    /// <summary>Kinds of locations whose place is kept for a later version.</summary>
    private static readonly ImmutableArray<string> ReservedSchemes = ["hf://", "s3://"];

    public static Source Read(ScalarNode name, Node node, Problems problems)
    {
        var section = new Section(RecipeShape.Source, node);
        CheckFiles(section.Find("files"), problems);
        return new Source
        {
            Name = name.Text,
            Mark = name.Mark,
            Files = section.Texts("files"),
            Tags = Tags(name, section.Find("tags"), problems),
            Format = section.Text("format"),
            Map = [.. Section.Entries(section.Find("map")).Select(entry => new FieldMapping(entry.Key.Text, ((ScalarNode)entry.Value).Text))],
            Score = Score(section.Inner("score"), problems),
            Take = section.OptionalInteger("take"),
            Filters = Filters(section.Find("filters")),
            Encoding = section.Text("encoding"),
            OnDamage = section.Text("on_damage") == "fail" ? DamageAction.Fail : DamageAction.Quarantine,
        };
    }

    public static ImmutableArray<FilterCall> Filters(Node? node) => [.. Section.Items(node).Select(FilterShape.Bind)];

    private static void CheckFiles(Node? files, Problems problems)
    {
        foreach (var item in Section.Items(files))
        {
            var path = ((ScalarNode)item).Text;
            if (ReservedSchemes.FirstOrDefault(scheme => path.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } scheme)
            {
                problems.Add(item.Mark, $"'{scheme}' is not available in this version; download the file and give its path");
            }
        }
    }

    private static ScoreRule Score(Section section, Problems problems)
    {
        var fields = section.Texts("field");
        var scale = Section.Items(section.Find("from")).Select(Section.Decimal).ToImmutableArray();
        if (scale is not ([] or [_, _]) || (scale is [var from, var to] && from == to))
        {
            problems.Add(section.Find("from")!.Mark, "'from' must be two different numbers, as in [0, 10]");
            scale = [];
        }

        return new ScoreRule(
            fields.IsEmpty ? ["quality_score", "_metadata.quality_score", "metadata.quality_score"] : fields,
            scale.IsEmpty ? 0 : scale[0],
            scale.IsEmpty ? 1 : scale[1],
            section.OptionalDecimal("default"));
    }

    private static ImmutableArray<TagRule> Tags(ScalarNode source, Node? node, Problems problems)
    {
        var tags = ImmutableArray.CreateBuilder<TagRule>();
        foreach (var (name, value) in Section.Entries(node))
        {
            tags.Add(Tag(name, value, problems));
        }

        if (!tags.Any(tag => tag.Name == "family"))
        {
            tags.Add(new FixedTag("family", source.Mark, source.Text));
        }

        return tags.ToImmutable();
    }

    private static TagRule Tag(ScalarNode name, Node value, Problems problems)
    {
        switch (value)
        {
            case ScalarNode scalar:
                return new FixedTag(name.Text, name.Mark, scalar.Text);
            case MapNode map when map.Find("field") is not null:
                var section = new Section(RecipeShape.TagFromField, map);
                var renames = Section.Entries(section.Find("map"))
                    .ToImmutableSortedDictionary(entry => entry.Key.Text, entry => ((ScalarNode)entry.Value).Text, StringComparer.Ordinal);
                return new FieldTag(name.Text, name.Mark, section.Text("field"), renames, section.Text("default"));
            default:
                return FilteredTag(name, Section.Items(value), problems);
        }
    }

    private static FilteredTag FilteredTag(ScalarNode name, ImmutableArray<Node> items, Problems problems)
    {
        var choices = ImmutableArray.CreateBuilder<TagChoice>();
        var otherwise = TagRule.None;
        for (var index = 0; index < items.Length; index++)
        {
            var map = (MapNode)items[index];
            if (map.Find("else") is ScalarNode text)
            {
                otherwise = text.Text;
                if (index < items.Length - 1)
                {
                    problems.Add(text.Mark, "'else' ends the list, and what follows would never be tried; move it to the last item");
                }
            }

            if (map.Find("when") is { } when)
            {
                choices.Add(new TagChoice(FilterShape.Bind(when), ((ScalarNode)map.Find("then")!).Text));
            }
        }

        if (choices.Count == 0)
        {
            problems.Add(name.Mark, $"the tag '{name.Text}' has no 'when'; give it a fixed value instead");
        }

        return new FilteredTag(name.Text, name.Mark, choices.ToImmutable(), otherwise);
    }
}
