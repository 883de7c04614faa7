using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cuvee.Recipes;

/// <summary>A value that may have one of several shapes.</summary>
internal sealed record OneOfShape(ImmutableArray<Shape> Choices) : Shape
{
    public override string Words => string.Join(", or ", Choices.Select(choice => choice.Words));

    public override bool Accepts(Node node) => Choices.Any(choice => choice.Accepts(node));

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice.Schema())]),
    };

    /// <summary>
    /// The choice that a node is meant as: the first without a problem, else the first with one of its required keys, else the first of its kind.
    /// </summary>
    public Shape Choose(Node node)
    {
        var fitting = Choices.Where(choice => choice.Accepts(node)).ToList();
        return fitting.Find(choice => Fits(choice, node))
            ?? fitting.Find(choice => choice is ObjectShape shape && shape.Keys.Any(key => key.IsRequired && ((MapNode)node).Find(key.Name) is not null))
            ?? fitting[0];
    }

    protected override void CheckFitting(Node node, string what, Problems problems) => Choose(node).Check(node, what, problems);

    private static bool Fits(Shape choice, Node node)
    {
        var trial = new Problems("");
        choice.Check(node, "", trial);
        return trial.Count == 0;
    }
}
