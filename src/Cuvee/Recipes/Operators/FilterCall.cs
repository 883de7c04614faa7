using Cuvee.Filter;

namespace Cuvee.Recipes;

/// <summary>A filter as a recipe uses it.</summary>
/// <param name="Operator">Its entry in the table.</param>
/// <param name="Arguments">Every parameter, defaults filled in.</param>
/// <param name="Filter">Ready to judge; stateless, so one serves every worker.</param>
public sealed record FilterCall(FilterOperator Operator, Arguments Arguments, IFilter Filter)
{
    /// <summary>Reads one filter as it stands in a recipe, in YAML: <c>no_tools</c>, <c>{ turns: { min: 2 } }</c>.</summary>
    public static FilterCall Parse(string yaml)
    {
        var problems = new Problems("filter");
        var node = YamlReader.Read(yaml, problems);
        if (node is not null)
        {
            FilterShape.Instance.Check(node, "the filter", problems);
        }

        problems.ThrowIfAny();
        return FilterShape.Bind(node!);
    }

    /// <summary>The canonical text, <c>name@version(a=1,b=x)</c>: equal exactly when the calls do the same.</summary>
    public override string ToString() => $"{Operator.Name}@{Operator.Version}{Arguments}";

    public bool Equals(FilterCall? other) => ToString() == other?.ToString();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
