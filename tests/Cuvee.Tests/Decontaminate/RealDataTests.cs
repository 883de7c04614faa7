using Cuvee.Decontaminate;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Decontaminate;

/// <summary>What stands in real data, counted by others too: any shared n-gram of words.</summary>
public sealed class RealDataTests
{
    [Theory]
    [InlineData(13, 4)]
    [InlineData(8, 94)]
    public void Questions_of_gsm8k_train_share_ngrams_with_questions_of_test(int n, int records) => Assert.Equal(
        records,
        Removed("gsm8k/train.jsonl", new DecontaminateOptions { Against = ["gsm8k/test.jsonl"], Rule = AnyNgram(n), Map = [new("question", "question")], InputMap = [new("text", "question")] }));

    [Theory]
    [InlineData(13, 4)]
    [InlineData(8, 97)]
    public void Answers_of_gsm8k_train_share_a_few_more(int n, int records) => Assert.Equal(
        records, Removed("gsm8k/train.jsonl", new DecontaminateOptions { Against = ["gsm8k/test.jsonl"], Rule = AnyNgram(n), Map = [new("question", "question")] }));

    [Theory]
    [InlineData(13, 1)]
    [InlineData(8, 39)]
    public void Coding_records_share_ngrams_with_the_prompts_of_HumanEval(int n, int records) => Assert.Equal(
        records,
        Removed("codealpaca/code_alpaca_2k.json", new DecontaminateOptions { Against = ["human_eval/HumanEval.jsonl.gz"], Rule = AnyNgram(n), Map = [new("question", "prompt")] }));

    [Fact]
    public void By_default_three_template_siblings_are_found_in_gsm8k_train()
    {
        var result = Run("gsm8k/train.jsonl", new DecontaminateOptions { Against = ["gsm8k/test.jsonl"] });
        Assert.Equal(
            ["21 gsm8k test 633 question 25 0.63", "1315 gsm8k test 603 question 19 0.76", "5163 gsm8k test 603 question 19 0.76"],
            result.Found.Select(found => FormattableString.Invariant(
                $"{found.Line} {found.Match.Benchmark} {found.Match.Split} {found.Match.Item} {found.Match.PartName} {found.Match.Longest} {found.Match.Share:0.00}")));
        Assert.Equal([1319], result.Benchmarks.Select(benchmark => benchmark.Searched));
    }

    [Fact]
    public void By_default_nothing_of_HumanEval_is_found_in_coding_records()
    {
        var result = Run("codealpaca/code_alpaca_2k.json", new DecontaminateOptions { Against = ["human_eval/HumanEval.jsonl.gz"] });
        Assert.Equal((0, 2017L, 72), (result.Found.Length, result.Kept, result.Benchmarks.Single().Sharing));
    }

    [Theory]
    [InlineData("gsm8k/test.jsonl", 1319)]
    [InlineData("human_eval/HumanEval.jsonl.gz", 163)] // HumanEval/61 is word for word HumanEval/56, with other brackets
    public void A_benchmark_is_found_in_itself_completely(string file, int items)
    {
        var result = Run(file, new DecontaminateOptions { Against = [file] });
        Assert.Equal((0L, items), (result.Kept, result.Benchmarks.Single().Items));
    }

    private static long Removed(string input, DecontaminateOptions options) => Run(input, options).Removed;

    private static DecontaminationResult Run(string input, DecontaminateOptions options)
    {
        var folder = SharedData.Folder();
        using var workspace = new Workspace();
        return Decontamination.Run([Path.Combine(folder, input)], workspace["out.jsonl"], options with { Folder = workspace.Folder, Against = [.. options.Against.Select(file => Path.Combine(folder, file))] });
    }

    /// <summary>Any shared n-gram, none discounted.</summary>
    private static ContaminationRule AnyNgram(int n) => new() { WordsPerNgram = n, Longest = n, FrequentShare = 1, MaxItems = int.MaxValue };
}
