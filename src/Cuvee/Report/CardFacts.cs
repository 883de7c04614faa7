using System.Collections.Immutable;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>What the front matter of a card says beyond counts. Nothing is guessed: what neither a tag nor a filter says is left out.</summary>
/// <param name="Licences">Values of the tag <c>license</c> or <c>licence</c> among the emitted lines, in their order; empty where no source has it.</param>
/// <param name="Languages">ISO 639 codes: values of the tag <c>language</c> among the emitted lines, else what the common filter <c>language</c> lets pass.</param>
/// <param name="Tags">Words by which the hub finds datasets.</param>
internal sealed record CardFacts(ImmutableArray<string> Licences, ImmutableArray<string> Languages, ImmutableArray<string> Tags)
{
    public static CardFacts Of(Recipe recipe, Dataset dataset, Tally tally) => new(
        [.. Values(tally, "license").Concat(Values(tally, "licence")).Distinct()],
        LanguagesOf(recipe, tally),
        ["fine-tuning", .. WordsOf(dataset.Output.Format), "cuvee"]);

    private static ImmutableArray<string> LanguagesOf(Recipe recipe, Tally tally)
    {
        var tagged = Values(tally, "language").Where(IsCode).ToImmutableArray();
        if (!tagged.IsEmpty) return tagged;
        var filter = recipe.Filters.FirstOrDefault(call => call.Operator.Name == "language");
        return filter is null ? [] : [.. filter.Arguments.Literals("allow").Select(label => label.Text.Replace("__label__", string.Empty, StringComparison.Ordinal)).Where(IsCode)];
    }

    private static IEnumerable<string> Values(Tally tally, string tag) => tally.EmittedBy(cell => cell.Tag(tag)).Where(value => value.Value > 0 && value.Key != TagRule.None).Select(value => value.Key);

    private static bool IsCode(string label) => label.Length is 2 or 3 && label.All(char.IsAsciiLetterLower);

    private static ImmutableArray<string> WordsOf(string format) => format switch
    {
        "messages" or "sharegpt" => ["sft", "conversational"],
        "alpaca" or "prompt_completion" => ["sft", "instruction"],
        "preference" => ["preference", "dpo"],
        "kto" => ["preference", "kto"],
        _ => ["language-modeling"],
    };
}
