using System.Globalization;
using System.Text;
using Cuvee.Engine;
using Cuvee.Pii;
using Cuvee.Recipes;

namespace Cuvee.Cache;

/// <summary>A key of the cache as it is written: a line for each thing that what is kept depends on.</summary>
internal sealed class KeyText
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins the key of something that is found in a dataset.</summary>
    /// <param name="word">Of what kind it is.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">One of its datasets.</param>
    public static KeyText OfFindings(string word, Recipe recipe, Dataset dataset)
    {
        var key = new KeyText();
        key.Add($"{word} {dataset.Name}");
        key.Add($"recipe {Path.GetFullPath(recipe.File)}");
        key.Add($"program {EntryKey.Program}");
        return key;
    }

    public void Add(FormattableString line) => _text.Append(EntryKey.OneLine(line.ToString(CultureInfo.InvariantCulture))).Append('\n');

    public void Add(PiiRule rule) => Add($"pii version {PiiRule.Version}: {rule.Parameters}");

    /// <summary>What is searched for.</summary>
    public void Add(DecontaminationStage contamination, Recipe recipe)
    {
        foreach (var search in contamination.Searches)
        {
            Add($"search of {search.Set.Benchmarks.Length} benchmarks, n-grams of {search.Set.WordsPerNgram} words");
            for (var i = 0; i < search.Set.Benchmarks.Length; i++)
            {
                var benchmark = search.Set.Benchmarks[i];
                var map = string.Join(", ", recipe.Decontaminate[search.EntryOf[i]].Map.Select(column => $"{column.Key}: {column.Value}"));
                Add($"benchmark {benchmark.Name}, split {benchmark.Split}, map ({map}), {benchmark.File} sha256 {benchmark.Sha256}");
            }
        }
    }

    public override string ToString() => _text.ToString();
}
