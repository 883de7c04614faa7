using System.Collections.Immutable;
using System.Text.Json;

namespace Cuvee.Recipes;

/// <summary>The words that stand for the values of an enumeration in recipes and on the command line: their names in lower case, <c>first_user</c>.</summary>
public static class RecipeWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The words of all values, in their order.</summary>
    public static ImmutableArray<string> All<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>The value of a word, null when it has none.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => Of(value) == word).Select(value => (T?)value).FirstOrDefault();
}
