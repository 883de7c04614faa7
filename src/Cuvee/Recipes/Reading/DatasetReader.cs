using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Makes a <see cref="Dataset"/> of a node that its shape has found sound, and checks it against the sources.</summary>
internal static class DatasetReader
{
    private static readonly string[] TakenEndings = [".partial", ".failed", ".old"];

    public static Dataset Read(ScalarNode name, Node node, SourceKnowledge sources, NearDedup? near, PiiRule? pii, Problems problems)
    {
        CheckName(name, problems);
        var section = new Section(DatasetShape.Dataset, node);
        var from = From(section.Find("from"), sources, problems);
        var split = SplitReader.Read(section.Find("split"), from, sources, near, problems);
        var mix = section.Find("mix") is { } mixNode ? MixReader.Read(mixNode, from, sources, problems) : null;
        if (mix?.Shortage == ShortageRule.Repeat) CheckTrainIsFirst(split, problems);
        return new Dataset
        {
            Name = name.Text,
            Mark = name.Mark,
            From = from,
            Mix = mix,
            Caps = Caps(section.Find("caps"), sources, problems),
            Split = split,
            Order = section.Text("order") switch
            {
                "shuffled" => OrderRule.Shuffled,
                "source" => OrderRule.Source,
                _ => OrderRule.Interleaved,
            },
            Output = OutputOf(section.Inner("output"), section.Find("output")?.Mark ?? name.Mark, problems),
            Gates = GatesReader.Read(section.Inner("gates"), sources, near, pii, problems),
        };
    }

    /// <summary>Reports a tag that no source has.</summary>
    public static void CheckTag(string tag, Mark mark, SourceKnowledge sources, Problems problems)
    {
        if (!sources.KnowsTag(tag))
        {
            problems.Add(mark, $"no source has a tag '{tag}'{Spelling.Advice(tag, sources.Tags())}");
        }
    }

    /// <summary>A dataset in the making, a failed one and a replaced one stand beside it under these endings.</summary>
    private static void CheckName(ScalarNode name, Problems problems)
    {
        if (TakenEndings.Any(ending => name.Text.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add(name.Mark, $"a dataset cannot be called '{name.Text}': the endings '.partial', '.failed' and '.old' are taken; rename it");
        }
    }

    /// <summary>Records repeat in the first part. Where one is called train, it must be that.</summary>
    private static void CheckTrainIsFirst(SplitRule split, Problems problems)
    {
        if (split.Parts.Skip(1).FirstOrDefault(part => part.Name == "train") is { } train)
        {
            problems.Add(train.Mark, $"with 'shortage: repeat' records repeat in the first part of the split, which is '{split.Parts[0].Name}'; put 'train' first");
        }
    }

    private static ImmutableArray<string> From(Node? node, SourceKnowledge sources, Problems problems)
    {
        if (node is null)
        {
            return sources.Names;
        }

        var from = ImmutableArray.CreateBuilder<string>();
        foreach (var item in Section.Items(node))
        {
            var name = ((ScalarNode)item).Text;
            if (!sources.Names.Contains(name))
            {
                problems.Add(item.Mark, $"unknown source '{name}'{Spelling.Advice(name, sources.Names)}");
                problems.Taint(node);
            }
            else if (from.Contains(name))
            {
                problems.Add(item.Mark, $"source '{name}' stands twice in 'from'; remove one");
            }
            else
            {
                from.Add(name);
            }
        }

        // What the values are is unknown while a name is: no values are then checked
        return problems.IsSound(node) ? from.ToImmutable() : [];
    }

    private static ImmutableArray<Cap> Caps(Node? node, SourceKnowledge sources, Problems problems)
    {
        var caps = ImmutableArray.CreateBuilder<Cap>();
        foreach (var (tag, share) in Section.Entries(node))
        {
            CheckTag(tag.Text, tag.Mark, sources, problems);
            caps.Add(new Cap(tag.Text, Section.Decimal(share), tag.Mark));
        }

        return caps.ToImmutable();
    }

    private static Output OutputOf(Section section, Mark mark, Problems problems)
    {
        RequireFormat(section, "key", "messages", problems);
        RequireFormat(section, "style", "prompt_completion", problems);
        return new Output
        {
            Mark = mark,
            Format = section.Text("format"),
            Files = section.Text("files"),
            Metadata = Metadata(section),
            ShardBytes = Numbers.TrySize(section.Text("shard"), out var bytes) ? bytes : throw new InvalidOperationException("an unsound size"),
            IsCompiled = section.Boolean("compiled"),
            Key = section.Text("key"),
            Style = section.Text("style"),
            Allow = section.Texts("allow"),
        };
    }

    private static void RequireFormat(Section section, string key, string format, Problems problems)
    {
        if (section.Find(key) is { } node && section.Text("format") != format)
        {
            problems.Add(node.Mark, $"'{key}' is only for 'format: {format}', not {section.Text("format")}; remove it");
        }
    }

    private static MetadataRule Metadata(Section section) => section.Find("metadata") is MapNode map
        ? new MetadataRule(IsFull: false, [.. map.Entries.Select(entry => new MetadataField(entry.Key.Text, ((ScalarNode)entry.Value).Text))])
        : new MetadataRule(section.Text("metadata") == "full", []);
}
