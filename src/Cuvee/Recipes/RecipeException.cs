using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Recipes;

/// <summary>Everything that is wrong with a recipe, in the order of the file. The message has one line per problem.</summary>
public sealed class RecipeException(ImmutableArray<RecipeProblem> problems) : CuveeException(string.Join('\n', problems))
{
    /// <summary>Ordered by line and column, none twice, at least one.</summary>
    public ImmutableArray<RecipeProblem> Problems { get; } = problems;
}
