using Cuvee.Engine;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.Ingest;

namespace Cuvee.Tests.Inspect;

public sealed class RecipeDraftTests
{
    private const string Chat = """{"messages":[{"role":"user","content":"u NUMBER"},{"role":"assistant","content":"a"}],"topic":"TOPIC","score":NUMBER}""";

    [Fact]
    public void A_draft_says_what_was_found_and_builds()
    {
        using var folder = new TemporaryFolder();
        for (var file = 1; file <= 4; file++)
        {
            folder.Write($"chats/part {file}.jsonl", string.Join('\n', Enumerable.Range(0, 30).Select(i => Chat.Replace("NUMBER", $"{(file * i) % 10}").Replace("TOPIC", i % 2 == 0 ? "x: y" : "z"))));
        }

        folder.Write("pairs.json", """[{"prompt":"p","chosen":"c","rejected":"r"}]""");
        folder.Write("yes.csv", "text\nhello there\n");
        folder.Write("page.jsonl", "<html></html>");
        folder.Write("empty.jsonl", "");
        folder.Write("settings.json", """{"a":{"b":1}}""");
        folder.Write("labels.jsonl", "{\"prompt\":\"p\",\"completion\":\"c\",\"label\":true}\n{\"prompt\":\"p\",\"completion\":\"d\",\"label\":false}\n{\"prompt\":\"q\",\"completion\":\"d\"}");
        var path = RecipeDraft.Write(folder.Path, Inspection.Of([folder.Path], new InspectOptions { Folder = folder.Path }));

        var text = File.ReadAllText(path);
        Assert.Equal(
            """
            # A first recipe, drafted by `cuvee init` from 10 files. Read it, change it, then:
            #   cuvee check recipe.yaml
            #   cuvee build recipe.yaml
            name: NAME
            seed: 42 # every choice follows from it and from the content of the records

            sources:
              chats: # 4 files: 120 messages
                files: [chats/*.jsonl]
                score: { field: score, from: [0, 10] } # brought to 0..1
                tags: # drive mix, caps, holdouts and coverage
                  topic: { field: topic }
              labels: # 2 kto, 1 prompt_completion
                files: [labels.jsonl]
              pairs: # 1 preference
                files: [pairs.json]
              "yes": # 1 text
                files: [yes.csv]

            # Left out:
            #   empty.jsonl: empty
            #   page.jsonl: an HTML page, not the data; the download may need a login or another address
            #   settings.json: no known format (fields: a)

            # normalize: { unicode: nfc, trim: true } # texts stay as they are without it

            filters: # a record is dropped by the first filter that refuses it
              - has_answer # 0 records without one
              # - score: { min: 0.5, missing: keep }

            dedup:
              exact: { on: conversation } # 110 records came before; with 'on: prompt', 112 records, 2 of them with another answer

            datasets:
              chat:
                from: [chats, labels]
                # mix: { shares: { chats: 1, labels: 1 } } # everything without it
                split: { train: 90, validation: 5, test: 5 } # records with one prompt stay together
                output: { format: messages, files: jsonl, allow: [label] } # some records lose what is allowed
              preference:
                from: [pairs]
                output: { format: preference, files: jsonl }
              text:
                from: ["yes"]
                output: { format: text, files: jsonl }

            """.Replace("NAME", "x"),
            text.Replace(Path.GetFileName(folder.Path), "x"));

        var result = Build.Run(RecipeReader.Read(path), new BuildOptions());
        Assert.True(result.Passed);
        Assert.Equal(3, result.Datasets.Length);

        Assert.Equal($"{path}: is there already and is not overwritten; move it away first", Assert.Throws<CuveeException>(() => RecipeDraft.Write(folder.Path, Inspection.Of([folder.Path], new InspectOptions { Folder = folder.Path }))).Message);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Nothing_to_train_on_makes_no_draft()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.json", "{}");
        var error = Assert.Throws<CuveeException>(() => RecipeDraft.Write(folder.Path, Inspection.Of([folder.Path], new InspectOptions { Folder = folder.Path })));
        Assert.Equal($"{folder.Path}: no file holds records to train on; see what 'cuvee inspect' says of them", error.Message);
    }

    [Theory]
    [InlineData("llama_factory")]
    [InlineData("afs")]
    [InlineData("toolset")]
    public void A_draft_for_real_files_builds(string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(folder["data"], SharedData.File(name));
        var path = RecipeDraft.Write(folder.Path, Inspection.Of([folder.Path], new InspectOptions { Folder = folder.Path }));
        var result = Build.Run(RecipeReader.Read(path), new BuildOptions());
        Assert.All(result.Datasets, dataset => Assert.True(dataset.Passed, dataset.Name));
    }
}
