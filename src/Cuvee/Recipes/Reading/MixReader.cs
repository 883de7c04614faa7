using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Makes a <see cref="MixRule"/> of a sound node and checks what needs no data.</summary>
internal static class MixReader
{
    public static MixRule Read(Node node, ImmutableArray<string> from, SourceKnowledge sources, Problems problems)
    {
        var section = new Section(DatasetShape.Mix, node);
        var by = section.Text("by");
        var sharesNode = section.Find("shares")!;
        var shares = Section.Entries(sharesNode).Select(entry => new Share(entry.Key.Text, Section.Decimal(entry.Value), entry.Key.Mark)).ToImmutableArray();
        var isPercent = IsPercent(sharesNode, problems);
        DatasetReader.CheckTag(by, section.Find("by")?.Mark ?? node.Mark, sources, problems);
        CheckValues(by, shares, sharesNode.Mark, from, sources, problems);
        if (section.Find("anchor") is ScalarNode anchor && !shares.Any(share => share.Value == anchor.Text))
        {
            problems.Add(anchor.Mark, $"the anchor '{anchor.Text}' has no share{Spelling.Advice(anchor.Text, [.. shares.Select(share => share.Value)])}");
        }

        if (section.Find("anchor") is not null && section.Find("total") is { } total)
        {
            problems.Add(total.Mark, "'total' and 'anchor' both set the size of the mix; remove one");
        }

        var (shortage, maxRepeat) = Shortage(section, problems);
        return new MixRule
        {
            Mark = node.Mark,
            By = by,
            Shares = shares,
            IsPercent = isPercent,
            Unit = section.Text("unit") == "tokens" ? MixUnit.Tokens : MixUnit.Records,
            Anchor = section.OptionalText("anchor"),
            Total = section.OptionalInteger("total"),
            Shortage = shortage,
            MaxRepeat = maxRepeat,
        };
    }

    /// <summary>Whether all carry %; then they must sum to 100. Some with and some without is a mistake.</summary>
    private static bool IsPercent(Node node, Problems problems)
    {
        var entries = Section.Entries(node);
        var percents = entries.Where(entry => ((ScalarNode)entry.Value).Text.EndsWith('%')).ToList();
        if (percents.Count == 0)
        {
            return false;
        }

        var sum = percents.Sum(entry => Section.Decimal(entry.Value)) * 100;
        if (percents.Count < entries.Length)
        {
            problems.Add(node.Mark, $"{percents.Count} of {entries.Length} shares carry %; write it at all of them or at none");
        }
        else if (sum != 100)
        {
            problems.Add(node.Mark, $"the shares sum to {Numbers.Text(sum)}%, not 100%; change them, or remove the % to give parts");
        }

        return true;
    }

    private static void CheckValues(string by, ImmutableArray<Share> shares, Mark mark, ImmutableArray<string> from, SourceKnowledge sources, Problems problems)
    {
        // An empty `from` or an unknown tag has been reported already
        if (from.IsEmpty || !sources.KnowsTag(by) || sources.ValuesOf(by, from) is not { } values)
        {
            return;
        }

        foreach (var share in shares.Where(share => !values.Contains(share.Value)))
        {
            problems.Add(share.Mark, $"no source in 'from' has the {by} '{share.Value}', so its share can never be met{Spelling.Advice(share.Value, values)}");
        }

        var missing = values.Where(value => !shares.Any(share => share.Value == value)).ToList();
        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing.Select(value => $"'{value}'"));
            problems.Add(mark, $"no share for the {by} {names}; add one for each value, or take its source out of 'from'");
        }
    }

    private static (ShortageRule Rule, int MaxRepeat) Shortage(Section section, Problems problems)
    {
        var hasAnchor = section.Find("anchor") is not null;
        var hasTotal = section.Find("total") is not null;
        if (section.Find("shortage") is not { } node)
        {
            return (hasAnchor ? ShortageRule.Fail : ShortageRule.Shrink, 1);
        }

        if (!hasAnchor && !hasTotal)
        {
            problems.Add(node.Mark, "'shortage' has no meaning without 'anchor' or 'total': the largest mix that meets the shares is made; remove it");
        }

        if (node is ScalarNode { Text: "shrink" } && hasAnchor)
        {
            problems.Add(node.Mark, "'shortage: shrink' is only for 'total', since an anchor is kept whole; use fail, accept or repeat");
        }

        return node switch
        {
            ScalarNode { Text: "fail" } => (ShortageRule.Fail, 1),
            ScalarNode { Text: "accept" } => (ShortageRule.Accept, 1),
            ScalarNode { Text: "shrink" } => (ShortageRule.Shrink, 1),
            _ => (ShortageRule.Repeat, MaxRepeat(node)),
        };
    }

    private static int MaxRepeat(Node node) => (int)new Section(DatasetShape.Repeat, (node as MapNode)?.Find("repeat")).OptionalInteger("max")!.Value;
}
