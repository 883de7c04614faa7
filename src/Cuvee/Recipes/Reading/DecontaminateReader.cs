using System.Collections.Immutable;
using Cuvee.Decontaminate;

namespace Cuvee.Recipes;

/// <summary>Reads which benchmarks must not be in the data.</summary>
internal static class DecontaminateReader
{
    /// <summary>The entries of <c>decontaminate</c>; one may stand alone.</summary>
    public static ImmutableArray<DecontaminateRule> Read(Node? node, Problems problems) =>
        [.. Section.Items(node).Where(problems.IsSound).Select(entry => Entry((MapNode)entry, problems))];

    /// <summary>The source, with the tag that flagged records get when an entry flags any.</summary>
    public static Source WithTag(Source source, ImmutableArray<DecontaminateRule> rules, Problems problems)
    {
        if (rules.FirstOrDefault(rule => rule.Action == ContaminationAction.Flag) is not { } flagging) return source;
        if (source.Tag(ContaminatedTag.Word) is { } own) problems.Add(own.Mark, $"the tag '{own.Name}' is set by 'decontaminate' with 'action: flag'; choose another name");
        return source with { Tags = source.Tags.Add(new ContaminatedTag(flagging.Mark)) };
    }

    private static DecontaminateRule Entry(MapNode node, Problems problems)
    {
        var section = new Section(DecontaminateShape.Entry, node);
        var rule = new DecontaminateRule
        {
            Mark = (section.Find("against") ?? node).Mark,
            Against = section.Texts("against"),
            Name = section.OptionalText("name"),
            Map = [.. Section.Entries(section.Find("map")).SelectMany(entry => Section.Items(entry.Value).Select(path => KeyValuePair.Create(entry.Key.Text, ((ScalarNode)path).Text)))],
            WordsPerNgram = (int)Section.Decimal(section.Text("n")),
            Share = Section.Decimal(section.Text("share")),
            AnswerShare = Section.Decimal(section.Text("answer_share")),
            Longest = (int)Section.Decimal(section.Text("longest")),
            Action = Enum.Parse<ContaminationAction>(section.Text("action"), ignoreCase: true),
            Allow = section.OptionalText("allow"),
        };
        if (rule.Longest < rule.WordsPerNgram && section.Find("longest") is { } longest)
        {
            problems.Add(longest.Mark, $"'longest' is below 'n', and no shared run is shorter than an n-gram; write {rule.WordsPerNgram} or more");
        }

        return rule;
    }
}
