using System.Text.Json.Nodes;

namespace Cuvee.Recipes;

/// <summary>A list whose items have one shape.</summary>
internal sealed record ListShape(Shape Item) : Shape
{
    /// <summary>One item may be written without the brackets.</summary>
    public bool MayBeSingle { get; init; }

    public bool MayBeEmpty { get; init; }

    public override string Words => MayBeSingle ? $"{Item.Words} or a list of such" : $"a list, each {Item.Words}";

    public override bool Accepts(Node node) => node is ListNode || (MayBeSingle && Item.Accepts(node));

    public override JsonObject Schema()
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = Item.Schema() };
        if (!MayBeEmpty)
        {
            list["minItems"] = 1;
        }

        return MayBeSingle ? new JsonObject { ["anyOf"] = new JsonArray(Item.Schema(), list) } : list;
    }

    protected override void CheckFitting(Node node, string what, Problems problems)
    {
        if (node is not ListNode list)
        {
            Item.Check(node, what, problems);
            return;
        }

        if (list.Items.IsEmpty && !MayBeEmpty)
        {
            problems.Add(node.Mark, $"{what} is an empty list; add an item or remove the key");
        }

        foreach (var item in list.Items)
        {
            Item.Check(item, $"an item of {what}", problems);
        }
    }
}
