using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Makes a <see cref="SplitRule"/> of a sound node, or the default of all train, and checks what needs no data.</summary>
internal static class SplitReader
{
    public static SplitRule Read(Node? node, ImmutableArray<string> from, SourceKnowledge sources, NearDedup? near, Problems problems)
    {
        var section = new Section(DatasetShape.Split, node);
        var parts = Parts(section, node, problems);
        var holdouts = Section.Items(section.Find("holdout")).SelectMany(item => Holdouts(item, parts, from, sources, problems)).ToImmutableArray();
        CheckOnePartEach(holdouts, problems);
        return new SplitRule(
            parts,
            holdouts,
            section.Text("touching") == "drop",
            TogetherOf(section.Find("together"), near),
            section.Text("sizes") == "exact");
    }

    private static Together TogetherOf(Node? node, NearDedup? near)
    {
        if (node is null) return new Together(Prompt: true, NearReader.Default(near), []);
        var items = Section.Items(node);
        var words = items.OfType<ScalarNode>().Select(item => item.Text).ToImmutableArray();
        var rule = items.OfType<MapNode>().FirstOrDefault() is { } numbers ? NearReader.Together(numbers)
            : words.Contains("near_duplicates") ? NearReader.Default(near)
            : null;
        return new Together(words.Contains("prompt"), rule, [.. words.Where(word => word is not ("prompt" or "near_duplicates"))]);
    }

    private static ImmutableArray<SplitPart> Parts(Section section, Node? node, Problems problems)
    {
        var entries = section.Others().ToList();
        if (entries.Count == 0)
        {
            return [new SplitPart("train", 1, node?.Mark ?? default)];
        }

        var sum = entries.Sum(entry => Section.Decimal(entry.Value));
        var percents = entries.Count(entry => ((ScalarNode)entry.Value).Text.EndsWith('%'));
        if (percents > 0 && percents < entries.Count)
        {
            problems.Add(node!.Mark, $"{percents} of {entries.Count} parts of the split carry %; write it at all of them or at none");
        }
        else if (percents > 0 && sum != 1)
        {
            problems.Add(node!.Mark, $"the parts of the split sum to {Numbers.Text(sum * 100)}%, not 100%; change them, or remove the % to give proportions");
        }
        else if (sum == 0)
        {
            problems.Add(node!.Mark, "every part of the split is 0; give one of them a size");
        }

        var byName = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, _) in entries.Where(entry => !byName.Add(entry.Key.Text)))
        {
            problems.Add(name.Mark, $"the part '{name.Text}' differs from another only in case; rename it");
        }

        return [.. entries.Select(entry => new SplitPart(entry.Key.Text, Section.Decimal(entry.Value), entry.Key.Mark))];
    }

    private static IEnumerable<Holdout> Holdouts(
        Node node, ImmutableArray<SplitPart> parts, ImmutableArray<string> from, SourceKnowledge sources, Problems problems)
    {
        var section = new Section(DatasetShape.HoldoutEntry, node);
        var to = section.Text("to");
        if (!parts.Any(part => part.Name == to))
        {
            problems.Add(section.Find("to")!.Mark, $"'{to}' is no part of the split{Spelling.Advice(to, [.. parts.Select(part => part.Name)])}");
        }

        var tags = section.Others().ToList();
        if (tags.Count == 0)
        {
            problems.Add(node.Mark, "the holdout names no tag; add one, as in { family: [voice_persona], to: test }");
        }

        foreach (var (tag, values) in tags)
        {
            DatasetReader.CheckTag(tag.Text, tag.Mark, sources, problems);
            CheckValues(tag.Text, values, from, sources, problems);
            yield return new Holdout(tag.Text, [.. Section.Items(values).Select(value => ((ScalarNode)value).Text)], to, tag.Mark);
        }
    }

    private static void CheckOnePartEach(ImmutableArray<Holdout> holdouts, Problems problems)
    {
        var parts = new Dictionary<(string Tag, string Value), string>();
        foreach (var holdout in holdouts)
        {
            foreach (var value in holdout.Values.Where(value => !parts.TryAdd((holdout.Tag, value), holdout.To) && parts[(holdout.Tag, value)] != holdout.To))
            {
                var other = parts[(holdout.Tag, value)];
                problems.Add(holdout.Mark, $"the {holdout.Tag} '{value}' is held out to '{other}' and to '{holdout.To}'; remove one");
            }
        }
    }

    private static void CheckValues(string tag, Node values, ImmutableArray<string> from, SourceKnowledge sources, Problems problems)
    {
        if (from.IsEmpty || !sources.KnowsTag(tag) || sources.PossibleValuesOf(tag, from) is not { } known)
        {
            return;
        }

        foreach (var value in Section.Items(values).Cast<ScalarNode>().Where(value => !known.Contains(value.Text)))
        {
            problems.Add(value.Mark, $"no source in 'from' has the {tag} '{value.Text}', so nothing would be held out{Spelling.Advice(value.Text, known)}");
        }
    }
}
