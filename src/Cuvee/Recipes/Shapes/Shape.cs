using System.Text.Json.Nodes;

namespace Cuvee.Recipes;

/// <summary>
/// What a value of the recipe may look like. The whole recipe is one such shape (<see cref="RecipeShape"/>);
/// validation, the JSON Schema and the reference page all come from it.
/// </summary>
internal abstract record Shape
{
    /// <summary>The type in words, as the reference page shows it.</summary>
    public abstract string Words { get; }

    /// <summary>Whether a node is of the right kind at all; a one-of picks its branch by this.</summary>
    public abstract bool Accepts(Node node);

    /// <summary>The JSON Schema of this shape, without description.</summary>
    public abstract JsonObject Schema();

    /// <summary>Adds a problem for everything that does not fit, and taints each node that holds one.</summary>
    /// <param name="node">The value.</param>
    /// <param name="what">The value's name in an error: <c>'seed'</c>.</param>
    /// <param name="problems">Where problems go.</param>
    public void Check(Node node, string what, Problems problems)
    {
        var before = problems.Count;
        if (node is ScalarNode { IsNull: true } && this is not ScalarShape { Kind: ScalarKind.Literal } and not OneOfShape)
        {
            problems.Add(node.Mark, $"{what} has no value; write one, or remove the key to get its default");
        }
        else if (Accepts(node))
        {
            CheckFitting(node, what, problems);
        }
        else
        {
            problems.Add(node.Mark, $"{what} must be {Words}, not {node.Kind}");
        }

        if (problems.Count > before)
        {
            problems.Taint(node);
        }
    }

    /// <summary>Checks a node that <see cref="Accepts"/> has let pass.</summary>
    protected abstract void CheckFitting(Node node, string what, Problems problems);
}
