namespace Cuvee.Recipes;

/// <summary>Reads what tool calls must be.</summary>
internal static class ToolCallsReader
{
    public static ToolCallsGate Read(Node node, Problems problems)
    {
        var section = new Section(ToolCallsShape.Gate, node);
        var asked = section.Texts("expect");
        var context = section.Find("context") is { } found ? Context(found, problems) : null;
        var threshold = GatesReader.Threshold(section, node, problems);
        return new ToolCallsGate(section.Text("schema"), [.. ToolCallsShape.Expectations.Where(asked.Contains)], context, threshold, section.Find("schema")!.Mark);
    }

    private static ContextRule Context(Node node, Problems problems)
    {
        var section = new Section(ToolCallsShape.Context, node);
        return new ContextRule
        {
            Key = section.Text("key"),
            IsFirst = section.Boolean("first"),
            Fields = section.Texts("fields"),
            Patterns = [.. Section.Entries(section.Find("patterns")).Select(entry => KeyValuePair.Create(entry.Key.Text, Pattern((ScalarNode)entry.Value, problems)))],
            Lengths = [.. Section.Entries(section.Find("lengths")).Select(entry => KeyValuePair.Create(entry.Key.Text, (int)Section.Decimal(entry.Value)))],
            Filled = section.Texts("filled"),
            Distinct = section.Texts("distinct"),
        };
    }

    private static string Pattern(ScalarNode node, Problems problems)
    {
        try
        {
            _ = ContextRule.Compile(node.Text);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            problems.Add(node.Mark, $"cannot use the pattern '{node.Text}': {exception.Message.TrimEnd('.')}; mend it");
        }

        return node.Text;
    }
}
