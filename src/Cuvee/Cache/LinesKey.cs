using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Verify;

namespace Cuvee.Cache;

/// <summary>The key under which is kept what gates found in a dataset's lines: everything that it depends on but the lines themselves.</summary>
internal static class LinesKey
{
    /// <summary>The word of its first line, by which an entry of lines is told from one of a file.</summary>
    public const string Word = "lines";

    /// <summary>The key.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">One of its datasets.</param>
    /// <param name="contamination">What is searched for; null for nothing.</param>
    public static string Of(Recipe recipe, Dataset dataset, DecontaminationStage? contamination)
    {
        var (key, row, output) = (KeyText.OfFindings(Word, recipe, dataset), RowReading.Of(dataset), dataset.Output);
        key.Add($"rows {row.Format}, key {row.Key}, style {output.Style}, files {output.Files}, prompts {row.NeedsPrompt}, metadata {output.Metadata.IsFull}");
        foreach (var rename in output.Metadata.Renames) key.Add($"metadata {rename.EmittedName}: {rename.Field}");
        if (recipe.Pii is { } pii) key.Add(pii);
        if (contamination is not null) key.Add(contamination, recipe);
        // The gate searches for what records are dropped for
        for (var entry = 0; entry < recipe.Decontaminate.Length; entry++) key.Add($"decontaminate {entry}: {recipe.Decontaminate[entry].Action}, n {recipe.Decontaminate[entry].WordsPerNgram}");
        return key.ToString();
    }
}
