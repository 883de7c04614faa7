namespace Cuvee.Changes;

/// <summary>One place where two resolved recipes differ.</summary>
/// <param name="Path">Keys with dots, elements of lists in brackets: <c>filters[1].length.min</c>.</param>
/// <param name="Before">The value as compact JSON; null where there was none.</param>
/// <param name="After">The value as compact JSON; null where there is none any more.</param>
public sealed record RecipeChange(string Path, string? Before, string? After)
{
    /// <summary>Longer values are cut: a change is found by its path.</summary>
    private const int MaxCharacters = 60;

    /// <summary>For people.</summary>
    public override string ToString() => (Before, After) switch
    {
        (null, _) => $"{Path}: {Cut(After!)} (new)",
        (_, null) => $"{Path}: {Cut(Before)} (gone)",
        _ => $"{Path}: {Cut(After)} (was {Cut(Before)})",
    };

    /// <summary>Whether it is at a path, or below it.</summary>
    public bool IsAt(string path) => Path.StartsWith(path, StringComparison.Ordinal) && (Path.Length == path.Length || Path[path.Length] is '.' or '[');

    private static string Cut(string value) => value.Length <= MaxCharacters ? value : $"{value.AsSpan(0, MaxCharacters)}…";
}
