using System.Text;
using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

public sealed class ContainerDetectionTests
{
    [Theory]
    [InlineData("a.jsonl", "", ContainerKind.Empty, 1, "the file is empty")]
    [InlineData("a.csv", " \r\n", ContainerKind.Empty, 1, "the file holds white space alone")]
    [InlineData("a.jsonl.gz", "{}\n{}\n", ContainerKind.JsonLines, 1, "2 of the first 2 lines are JSON values")]
    [InlineData("a.NDJSON", "{\"a\":\n{}\n{}", ContainerKind.JsonLines, 1, "2 of the first 3 lines are JSON values")]
    [InlineData("a.jsonl", "{oops}\n{oops}", ContainerKind.JsonLines, 0.6, "the name ends in .jsonl; 0 of the first 2 lines are JSON values")]
    [InlineData("a.jsonl", "[1]\n[2]\n", ContainerKind.JsonLines, 1, "2 of the first 2 lines are JSON values")]
    [InlineData("a.jsonl", "[{},{}]\n", ContainerKind.JsonValues, 1, "begins with a JSON array")]
    [InlineData("a.jsonl", "{\n\"a\":1\n}\n{\n}", ContainerKind.JsonValues, 1, "begins with a JSON value over several lines")]
    [InlineData("a.json", "[1]\n[2]\n", ContainerKind.JsonValues, 1, "begins with a JSON array")]
    [InlineData("a.json", "[\n{},\n{}\n]", ContainerKind.JsonValues, 1, "begins with a JSON array")]
    [InlineData("a.json", "{}\n{}\n{", ContainerKind.JsonLines, 1, "2 of the first 3 lines are JSON values")]
    [InlineData("a.json", "{}{}\n{}", ContainerKind.JsonValues, 1, "2 JSON values in the first line")]
    [InlineData("a.json", "{\"a\":", ContainerKind.JsonValues, 0.6, "the name ends in .json")]
    [InlineData("a", "{\"a\":1}\n", ContainerKind.JsonLines, 0.9, "1 of the first 1 lines are JSON values")]
    [InlineData("a.data", "[{\"a\":1}]", ContainerKind.JsonValues, 0.9, "begins with a JSON array")]
    [InlineData("a.txt", "{\"a\":1}\n", ContainerKind.JsonLines, 0.9, "1 of the first 1 lines are JSON values, although the name ends in .txt")]
    [InlineData("a.txt", "[Verse 1]\nLa", ContainerKind.TextLines, 1, "the name ends in .txt")]
    [InlineData("a.md", "{ \"quoted\" }\n", ContainerKind.TextLines, 1, "the name ends in .md")]
    [InlineData("a.csv", "a,b\n1,2\n3\n4,5", ContainerKind.Csv, 1, "a header of 2 fields, and 2 of the next 3 records have as many, with a comma between them")]
    [InlineData("a.csv", "a\n1\n", ContainerKind.Csv, 0.6, "a header of 1 fields, and 0 of the next 0 records have as many, with a comma between them")]
    [InlineData("a.tsv", "a,b\n1,2", ContainerKind.Csv, 0.6, "the name ends in .tsv")]
    [InlineData("a", "a;b\n1;2\n3;4\n", ContainerKind.Csv, 0.9, "a header of 2 fields, and 2 of the next 2 records have as many, with a semicolon between them")]
    [InlineData("a", "a;b\n1;2\n", ContainerKind.TextLines, 0.5, "neither JSON nor delimited fields")]
    public void Content_and_name_decide(string name, string text, ContainerKind kind, double confidence, string evidence)
    {
        var detection = ContainerDetection.Detect(Encoding.UTF8.GetBytes(text), isWhole: true, name);
        Assert.Equal((kind, confidence, evidence), (detection.Kind, detection.Confidence, detection.Evidence));
        Assert.Equal(kind == ContainerKind.Empty ? null : kind, detection.Container?.Kind);
    }

    [Theory]
    [InlineData("a.jsonl", "{\"a\":\"xxx", ContainerKind.JsonLines)]
    [InlineData("a.json", "{\"a\":\"xxx", ContainerKind.JsonValues)]
    [InlineData("a", "{\"a\":\"xxx", ContainerKind.JsonValues)]
    [InlineData("a.jsonl", "{\n \"a\": [1,\n", ContainerKind.JsonValues)]
    [InlineData("a.jsonl", "[{\"a\":\"xxx", ContainerKind.JsonValues)]
    public void A_sample_that_ends_within_the_first_value(string name, string text, ContainerKind kind) =>
        Assert.Equal(kind, ContainerDetection.Detect(Encoding.UTF8.GetBytes(text), isWhole: false, name).Kind);
}
