using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Makes the <see cref="Gates"/> of a sound section and checks what needs no data.</summary>
internal static class GatesReader
{
    public static Gates Read(Section section, SourceKnowledge sources, NearDedup? near, PiiRule? pii, Problems problems) => new()
    {
        Coverage = section.Find("coverage") is { } coverage ? Coverage(coverage, "coverage", problems) : null,
        Balance = [.. Section.Entries(section.Find("balance")).Select(entry => Balance(entry.Key, entry.Value, sources, problems))],
        Labels = section.Find("labels") is { } labels ? Labels(labels) : null,
        Clusters = Clusters(section.Find("clusters"), near, problems),
        Pii = Pii(section.Find("pii"), pii, problems),
        ToolCalls = section.Find("tool_calls") is { } calls ? ToolCallsReader.Read(calls, problems) : null,
        Licence = section.Find("licence") is { } licence ? Licence(licence, sources, problems) : null,
        Quarantine = Threshold(new Section(DatasetShape.Quarantine, section.Find("quarantine")), section.Find("quarantine"), problems),
    };

    /// <summary>Null where there are no near-duplicates to form clusters.</summary>
    private static Threshold? Clusters(Node? node, NearDedup? near, Problems problems)
    {
        if (near is not null) return Threshold(new Section(DatasetShape.Clusters, node), node, problems);
        if (node is not null) problems.Add(node.Mark, "'clusters' counts what is dropped as near-duplicates, and the recipe has no 'dedup.near'; add it, or remove 'clusters'");
        return null;
    }

    /// <summary>Null where nobody looks for personal data.</summary>
    private static Threshold? Pii(Node? node, PiiRule? rule, Problems problems)
    {
        if (rule is not null) return Threshold(new Section(PiiShape.Gate, node), node, problems);
        if (node is not null) problems.Add(node.Mark, "'pii' counts what requires review, and the recipe does not look for personal data; add 'pii' to the recipe, or remove this one");
        return null;
    }

    /// <summary>A list alone is what is allowed. The tag may be spelled either way.</summary>
    private static LicenceGate Licence(Node node, SourceKnowledge sources, Problems problems)
    {
        if (!sources.KnowsTag("license") && !sources.KnowsTag("licence"))
        {
            problems.Add(node.Mark, "no source has a tag 'license' or 'licence', by which records are judged; add one, as in tags: { license: MIT }");
        }

        var section = new Section(ToolCallsShape.Licence, node as MapNode);
        var allowed = node is MapNode ? section.Texts("allow") : [.. Section.Items(node).Select(item => ((ScalarNode)item).Text)];
        return new LicenceGate(allowed, section.Text("missing") == "allow", Threshold(section, node, problems));
    }

    /// <summary>A required family that no source has is no mistake of the recipe: the gate exists to report it as missing.</summary>
    public static CoverageGate Coverage(Node node, string key, Problems problems)
    {
        var section = new Section(DatasetShape.Coverage, node);
        var families = section.Others().Select(Minimum).ToImmutableArray();
        if (families.IsEmpty)
        {
            problems.Add(node.Mark, $"'{key}' names no family; add one, as in {{ expert: 200 }}");
        }

        return new CoverageGate(families, section.Text("partial") == "warn");
    }

    private static FamilyMinimum Minimum(MapEntry entry) =>
        new(entry.Key.Text, (long)Section.Decimal(entry.Value), entry.Key.Mark);

    private static BalanceGate Balance(ScalarNode tag, Node node, SourceKnowledge sources, Problems problems)
    {
        DatasetReader.CheckTag(tag.Text, tag.Mark, sources, problems);
        var threshold = node is ScalarNode
            ? new Threshold(null, Section.Decimal(node))
            : Threshold(new Section(DatasetShape.Threshold, node), node, problems);
        if (threshold is { Warn: null, Error: null })
        {
            problems.Add(node.Mark, $"the balance of '{tag.Text}' has neither 'warn' nor 'error'; add one");
        }

        return new BalanceGate(tag.Text, threshold, tag.Mark);
    }

    private static LabelsGate Labels(Node node)
    {
        var section = new Section(DatasetShape.Labels, node as MapNode);
        var level = node is ScalarNode word ? word.Text : section.Text("level");
        return new LabelsGate(level == "fail", section.OptionalDecimal("ratio"), section.OptionalInteger("run"));
    }

    public static Threshold Threshold(Section section, Node? node, Problems problems)
    {
        var threshold = new Threshold(section.OptionalDecimal("warn"), section.OptionalDecimal("error"));
        if (section.Find("warn") is not null && threshold.Warn > threshold.Error)
        {
            problems.Add(node!.Mark, $"'warn' is above 'error' and would never be seen; swap them");
        }

        return threshold;
    }
}
