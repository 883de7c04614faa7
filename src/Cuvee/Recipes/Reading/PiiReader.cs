using Cuvee.Pii;

namespace Cuvee.Recipes;

/// <summary>Reads what becomes of personal data.</summary>
internal static class PiiReader
{
    /// <summary>The rule of <c>pii</c>; null when nobody looks for any.</summary>
    public static PiiRule? Read(Node? node)
    {
        if (node is null) return null;
        var section = new Section(PiiShape.Rule, node);
        var action = Enum.Parse<PiiAction>(section.Text("action"), ignoreCase: true);
        var words = section.Texts("kinds");
        return action == PiiAction.Off ? null : new PiiRule(action, [.. (words.IsEmpty ? PiiKinds.Words : words).Select(PiiKinds.Parse).Distinct().Order()], node.Mark);
    }

    /// <summary>The source, with the tag that says what is known of a record's personal data.</summary>
    public static Source WithTag(Source source, PiiRule? rule, Problems problems)
    {
        if (rule is null) return source;
        if (source.Tag(PiiStatusTag.Word) is { } own) problems.Add(own.Mark, $"the tag '{own.Name}' is set by 'pii'; choose another name");
        return source with { Tags = source.Tags.Add(new PiiStatusTag(rule.Mark)) };
    }
}
