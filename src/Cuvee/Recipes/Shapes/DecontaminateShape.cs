using Cuvee.Decontaminate;

namespace Cuvee.Recipes;

/// <summary>The part of the recipe's shape that describes which benchmarks must not be in the data. The defaults are those of <see cref="ContaminationRule"/>, which cites where they are from.</summary>
internal static class DecontaminateShape
{
    public static readonly ContaminationRule Preset = new();

    public static readonly ObjectShape Entry = new(
    [
        new(
            "against",
            new ListShape(ScalarShape.Text) { MayBeSingle = true },
            "Benchmarks of any readable format: paths and globs, relative to the recipe.",
            "bench/HumanEval.jsonl.gz") { IsRequired = true },
        new("name", ScalarShape.Text, "What the benchmarks are called.", "humaneval") { DefaultWords = "the files' names" },
        new(
            "map",
            new MapShape("PART", new ListShape(ScalarShape.Text) { MayBeSingle = true }) { MayBeEmpty = true, Targets = BenchmarkSource.MapWords },
            $"Unusual columns of a benchmark: what each part of an item ({string.Join(", ", BenchmarkSource.MapWords)}) is read from, by dotted paths. Where there is a map, nothing is guessed.",
            "{ question: prompt, answer: [code, tests] }") { DefaultWords = "the usual names" },
        new(
            "n",
            new ScalarShape(ScalarKind.Integer) { Minimum = BenchmarkSet.MinimumShortWords, Maximum = BenchmarkSet.MaxWordsPerNgram },
            "Words of an n-gram.",
            "13") { Default = Numbers.Text(Preset.WordsPerNgram) },
        new("share", Share, "The covered share of a question or passage from which it is found.", "70%") { Default = Numbers.Text(Preset.Share) },
        new("answer_share", Share, "The same of an answer.", "50%") { Default = Numbers.Text(Preset.AnswerShare) },
        new(
            "longest",
            new ScalarShape(ScalarKind.Integer) { Minimum = 1, Maximum = int.MaxValue },
            "Words of one shared run that are enough whatever the share; the number of `n` takes any shared n-gram.",
            "13") { Default = Numbers.Text(Preset.Longest) },
        new(
            "action",
            ScalarShape.Word("drop", "flag", "report"),
            "What becomes of a record in which an item is found: it is dropped, it gets the benchmark's name as its tag `contaminated`, or it is only listed.",
            "report") { Default = "drop" },
        new("allow", ScalarShape.Text, "A file, relative to the recipe, with a text a line whose n-grams never count.", "bench/allowed.txt") { DefaultWords = "none" },
    ]);

    private static ScalarShape Share => new(ScalarKind.Share) { Minimum = 0, Maximum = 1, IsAboveMinimum = true };
}
