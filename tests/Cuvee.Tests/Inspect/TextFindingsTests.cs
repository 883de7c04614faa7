using System.Collections.Immutable;
using Cuvee.Inspect;
using Cuvee.Tests.FastText;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Inspect;

public sealed class TextFindingsTests
{
    [Fact]
    public void What_is_in_the_texts_is_counted()
    {
        using var workspace = new Workspace();
        workspace.WriteLines(
            "in.jsonl",
            """{"prompt":"Où est le cafÃ©?","completion":"Fermé."}""",
            """{"prompt":"Где чай?","completion":"write to anna.smith@example.org, or to bob.jones@example.org"}""",
            """{"prompt":"1 + 1","completion":"2"}""");
        var content = Inspection.Of(["in.jsonl"], new InspectOptions { Folder = workspace.Folder }).Total;
        Assert.Equal(1, content.Repairable);
        Assert.Equal([("in.jsonl:1", "Ã©", "é")], content.Repairs.Select(example => (example.Place.ToString(), example.Before, example.After)));
        Assert.Equal([new("latin", 2), new("none", 1)], content.Scripts);
        Assert.Equal([new("email", 2)], content.PersonalData);
        Assert.Empty(content.Languages);
        Assert.Equal(new LengthSummary(2, 7, 9.3, 19, 19), content.TokenEstimate);
    }

    [Fact]
    public void A_model_tells_languages()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", """{"prompt":"the","completion":"the"}""", """{"prompt":"größe","completion":""}""", """{"prompt":"?","completion":""}""");
        var report = Inspection.Of(["in.jsonl"], new InspectOptions { Folder = workspace.Folder, Languages = TinyModel.Load() });
        Assert.Equal([new("de", 1), new("en", 1), new("unknown", 1)], report.Total.Languages);
    }

    [Fact]
    public void What_is_the_same_nearly_everywhere_is_named()
    {
        using var workspace = new Workspace();
        workspace.WriteLines(
            "in.jsonl",
            Enumerable.Range(0, 100).Select(i => $$"""{"prompt":"{{(i < 9 ? "Hello" : $"q{i}")}}","completion":"{{(i % 4 == 0 ? "I cannot help." : $"answer {i} {(i == 50 ? new string('x', 5000) : "")}")}}","lang":"{{(i < 95 ? "en" : $"x{i}")}}","topic":"{{i % 2}}"}"""));
        var content = Inspection.Of(["in.jsonl"], new InspectOptions { Folder = workspace.Folder, BlockBytes = 512 }).Total;
        Assert.Equal("25 in.jsonl:1", $"{content.RepeatedAnswer!.Records} {content.RepeatedAnswer.First}");
        // Nine are fewer than ten
        Assert.Null(content.RepeatedPrompt);
        Assert.Equal([("lang", "en")], content.Columns.Where(column => column.Constant is not null).Select(column => (column.Name, column.Constant!)));
        Assert.Equal(("in.jsonl:51", true), (content.Longest!.ToString(), content.IsLongestExtreme));
    }

    [Fact]
    public void The_report_does_not_depend_on_threads()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", Enumerable.Range(0, 3000).Select(i => $$"""{"prompt":"q{{i % 1700}} {{(i % 70 == 0 ? "cafÃ©" : "")}}","completion":"{{new string('a', i * 7919 % 90)}} x@example.org"}"""));
        Assert.Equal(Report(1), Report(7));

        string Report(int threads)
        {
            using var stream = new MemoryStream();
            InspectionJson.Write(stream, Inspection.Of(["in.jsonl"], new InspectOptions { Folder = workspace.Folder, Threads = threads, Sample = 5, BlockBytes = 1024 }));
            return System.Text.Encoding.UTF8.GetString(stream.ToArray());
        }
    }
}
