using Cuvee.Decontaminate;
using Cuvee.Model;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Decontaminate;

public sealed class BenchmarkReaderTests
{
    [Theory]
    [InlineData("""{"task_id":"HumanEval/0","prompt":"p","entry_point":"f","canonical_solution":"s","test":"t"}""", "HumanEval/0: Question p, Answer s, Answer t")]
    [InlineData("""{"task_id":601,"text":"q","code":"c","test_list":["a","b"],"test_setup_code":""}""", "601: Question q, Answer c, Answer a, Answer b")]
    [InlineData("""{"question":"q","answer":"a"}""", "1: Question q, Answer a")]
    [InlineData("""{"question":"one two three four five six seven eight","choices":["x","y"],"answer":1}""", "1: Question one two three four five six seven eight, Answer x, Answer y")]
    [InlineData("""{"question":"which","choices":["x","y"],"answer":1}""", "1: Question which\nx\ny, Answer x, Answer y")]
    [InlineData("""{"id":"m","question":"which","choices":{"text":["x","y"],"label":["A","B"]},"answerKey":"B"}""", "m: Question which\nx\ny, Answer x, Answer y")]
    [InlineData("""{"id":"o","question":{"stem":"which","choices":[{"text":"x","label":"A"}]},"answerKey":"A"}""", "o: Question which\nx, Answer x")]
    [InlineData("""{"ind":24,"ctx_a":"a","ctx":"c","endings":["e","f"],"label":"0"}""", "24: Question c\ne\nf, Answer e, Answer f")]
    [InlineData("""{"question":"q","best_answer":"b","correct_answers":["c"],"incorrect_answers":["i"]}""", "1: Question q, Answer b, Answer c")]
    [InlineData("""{"question_id":81,"category":"writing","turns":["first","second"],"reference":["r"]}""", "81: Question first, Question second, Answer r")]
    [InlineData("""{"id":"s","context":"c","question":"q","answers":{"text":["a"],"answer_start":[0]}}""", "s: Passage c, Question q, Answer a")]
    [InlineData("""{"data":[{"paragraphs":[{"context":"c","qas":[{"id":"q1","question":"q","answers":[{"text":"a"}]}]}]}]}""", "q1: Question q, Answer a, Passage c")]
    [InlineData("""{"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","content":"v"}]}""", "1: Question u, Answer v")]
    [InlineData("""{"conversations":[{"from":"human","value":"u"},{"from":"gpt","value":"v"}]}""", "1: Question u, Answer v")]
    public void Knows(string line, string item) => Assert.Equal([item], Items(line));

    [Fact]
    public void Takes_mapped_columns_and_nothing_else() => Assert.Equal(
        ["7: Question p, Passage x"], Items("""{"n":7,"a":{"b":"p"},"question":"no","c":"x"}""", new("question", "a.b"), new("passage", "c"), new("item", "n")));

    [Theory]
    [InlineData("bench/HumanEval.jsonl.gz", "HumanEval", "")]
    [InlineData("gsm8k/test.jsonl", "gsm8k", "test")]
    [InlineData("mmlu_dev.csv", "mmlu", "validation")]
    [InlineData("arc/train-00000-of-00001.parquet", "arc", "train")]
    [InlineData("latest_tests.json", "latest_tests", "")]
    public void Names_by_the_file(string path, string name, string split) => Assert.Equal((name, split), BenchmarkName.Of("/data/" + path));

    [Fact]
    public void A_file_without_items_is_an_error()
    {
        using var workspace = new Workspace();
        workspace.Write("b.jsonl", "{\"x\":1}\n");
        var source = new BenchmarkSource { Path = workspace["b.jsonl"], FileKey = "b.jsonl" };
        Assert.Equal(
            "b.jsonl: no benchmark item in this file (line 1: no known format has these fields (found x)); say what its columns are, as in --map question=prompt on the command line or map: { question: prompt } in a recipe",
            Assert.Throws<CuveeException>(() => BenchmarkSet.Load([source], 8)).Message);
    }

    [Fact]
    public void What_holds_no_item_is_counted()
    {
        using var workspace = new Workspace();
        workspace.Write("b.jsonl", "{\"question\":\"q\"}\n{\"question\":\n");
        var benchmark = BenchmarkReader.Read(new BenchmarkSource { Path = workspace["b.jsonl"], FileKey = "b.jsonl" }, 8);
        Assert.Equal((1, "line 2: not JSON by RFC 8259"), (benchmark.Items.Length, benchmark.Unreadable.Single()));
    }

    private static IEnumerable<string> Items(string line, params KeyValuePair<string, string>[] map)
    {
        using var workspace = new Workspace();
        workspace.Write("b.jsonl", line + "\n");
        var benchmark = BenchmarkReader.Read(new BenchmarkSource { Path = workspace["b.jsonl"], FileKey = "b.jsonl", Map = [.. map] }, 8);
        return [.. benchmark.Items.Select(item => $"{item.Name}: {string.Join(", ", item.Parts.Select(part => $"{part.Kind} {part.Text}"))}")];
    }
}
