using Cuvee.Filter;

namespace Cuvee.Recipes;

/// <summary>A filter of the operator table.</summary>
public sealed record FilterOperator : Operator
{
    public override OperatorKind Kind => OperatorKind.Filter;

    /// <summary>Makes the filter; throws a <see cref="Model.CuveeException"/> (what; what to do) when the arguments do not go together.</summary>
    public required Func<Arguments, IFilter> Create { get; init; }
}
