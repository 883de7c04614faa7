using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

public sealed class FileKeyTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("/r/data/a.jsonl /r/b.jsonl", "data/a.jsonl b.jsonl")]
    [InlineData("/x/a.jsonl /y/b.jsonl", "a.jsonl b.jsonl")]
    [InlineData("/x/one/a.jsonl /x/two/a.jsonl /y/two/b.jsonl", "one/a.jsonl two/a.jsonl b.jsonl")]
    [InlineData("/x/one/a.jsonl /y/one/a.jsonl", "x/one/a.jsonl y/one/a.jsonl")]
    [InlineData("/r/a.jsonl /x/a.jsonl", "a.jsonl x/a.jsonl")]
    [InlineData("/r/x/a.jsonl /x/a.jsonl /r2/a.jsonl", "x/a.jsonl ../x/a.jsonl r2/a.jsonl")]
    [InlineData("/b/a.jsonl /c/b/a.jsonl", "../b/a.jsonl c/b/a.jsonl")]
    public void Keys(string files, string expected)
    {
        var keys = FileKey.Of(files.Split(' ', StringSplitOptions.RemoveEmptyEntries), "/r/");
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), keys);
    }
}
