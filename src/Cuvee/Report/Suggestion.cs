using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>What a mistyped word was probably meant to be.</summary>
public static class Suggestion
{
    /// <summary>The known word closest to a mistyped one, or null when none is close.</summary>
    public static string? For(string word, IEnumerable<string> known) => Spelling.Closest(word, known);
}
