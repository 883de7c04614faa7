using System.Text;

namespace Cuvee.Decontaminate;

/// <summary>What a file's name says of a benchmark: its name, and the split it holds.</summary>
internal static class BenchmarkName
{
    private static readonly string[] Endings =
        [".gz", ".zst", ".jsonl", ".ndjson", ".jsonlines", ".json", ".csv", ".tsv", ".tab", ".txt", ".text", ".parquet", ".pq"];

    private static readonly Dictionary<string, string> Splits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = "train",
        ["training"] = "train",
        ["validation"] = "validation",
        ["valid"] = "validation",
        ["val"] = "validation",
        ["dev"] = "validation",
        ["test"] = "test",
        ["testing"] = "test",
    };

    /// <summary><c>gsm8k/test.jsonl</c> is (gsm8k, test), <c>mmlu_dev.csv</c> (mmlu, validation), <c>HumanEval.jsonl.gz</c> (HumanEval, no split).</summary>
    public static (string Name, string Split) Of(string path)
    {
        var name = Path.GetFileName(path);
        while (Array.Find(Endings, ending => name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } ending) name = name[..^ending.Length];
        var split = string.Empty;
        var rest = new StringBuilder();
        var at = 0;
        while (at < name.Length)
        {
            var end = at;
            while (end < name.Length && char.IsLetterOrDigit(name[end])) end++;
            var word = name[at..end];
            if (word.Length > 0 && Splits.TryGetValue(word, out var found)) split = found;
            else rest.Append(word);
            if (end < name.Length) rest.Append(name[end++]);
            at = end;
        }

        if (split.Length == 0) return (name, split);
        var shortened = rest.ToString().Trim('-', '_', '.', ' ');
        // A shard's number is no name: train-00000-of-00001
        var isOnlyNumbers = shortened.Split('-', '_', '.', ' ').All(word => word == "of" || word.All(char.IsAsciiDigit));
        if (!isOnlyNumbers) return (shortened, split);
        var folder = Path.GetFileName(Path.GetDirectoryName(path));
        return (string.IsNullOrEmpty(folder) ? name : folder, split);
    }
}
