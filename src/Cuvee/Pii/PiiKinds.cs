using System.Collections.Immutable;

namespace Cuvee.Pii;

/// <summary>The words of the kinds: in recipes, in the ledger's changes and in placeholders.</summary>
public static class PiiKinds
{
    /// <summary>The words of a recipe, in the order of <see cref="PiiKind"/>.</summary>
    public static readonly ImmutableArray<string> Words = ["email", "phone", "card", "iban", "national_id", "ip", "mac", "crypto", "credentials", "document", "secret"];

    /// <summary>How many kinds there are.</summary>
    public static int Count => Words.Length;

    /// <summary>The word of a kind.</summary>
    public static string Word(this PiiKind kind) => Words[(int)kind];

    /// <summary>The rule that a replaced value is counted under: <c>pii_email</c>.</summary>
    public static string Rule(this PiiKind kind) => $"pii_{kind.Word()}";

    /// <summary>The rules of all kinds.</summary>
    public static ImmutableArray<string> Rules => [.. Words.Select((_, kind) => ((PiiKind)kind).Rule())];

    /// <summary>What takes the place of a value: <c>[EMAIL_1]</c>.</summary>
    public static string Placeholder(this PiiKind kind, int number) => $"[{kind.Word().ToUpperInvariant()}_{Recipes.Numbers.Text(number)}]";

    /// <summary>The kind of a word; the recipe's shape has checked it.</summary>
    public static PiiKind Parse(string word) => (PiiKind)Words.IndexOf(word);
}
