namespace Cuvee.Recipes;

/// <summary>Collects what is wrong with a recipe, so that one run reports everything.</summary>
internal sealed class Problems(string file)
{
    private readonly List<RecipeProblem> _list = [];
    private readonly HashSet<Node> _faulty = new(ReferenceEqualityComparer.Instance);

    public int Count => _list.Count;

    public void Add(Mark mark, string message)
    {
        var problem = new RecipeProblem(file, mark, message);
        if (!_list.Contains(problem))
        {
            _list.Add(problem);
        }
    }

    /// <summary>Notes that something within the node is wrong, so that later steps leave it alone instead of reporting consequences.</summary>
    public void Taint(Node node) => _faulty.Add(node);

    public bool IsSound(Node? node) => node is null || !_faulty.Contains(node);

    public void ThrowIfAny()
    {
        if (_list.Count > 0)
        {
            // OrderBy is stable: problems of one place keep the order in which they were found
            throw new RecipeException([.. _list.OrderBy(problem => problem.Mark)]);
        }
    }
}
