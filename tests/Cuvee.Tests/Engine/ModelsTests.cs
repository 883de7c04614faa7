using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Report;
using Cuvee.Tests.FastText;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Engine;

public sealed class ModelsTests
{
    private const string Recipe =
        """
        name: models
        sources:
          s:
            files: data.jsonl
            tags: { lang: [{ when: { language: { model: models/tiny.bin, allow: [en] } }, then: english }, { else: other }] }
        filters: [{ fasttext: { model: models/tiny.bin, label: de, max: 0.9 } }]
        datasets: { one: { order: source, output: { metadata: full } } }
        """;

    [Fact]
    public void AModelIsAnInputOfTheManifest()
    {
        using var workspace = Prepare(out var bytes);
        var output = workspace.Build(Recipe);
        var one = output["one"];
        Assert.Equal(["kept", "dropped fasttext_high", "dropped fasttext_missing", "kept"], one.Ledger.Select(row => $"{row.State} {row.Reason}".TrimEnd()));
        Assert.Equal(["english", "other"], one.Rows().Select(row => row.GetProperty("metadata").GetProperty("tags_json").GetString()!.Contains("english", StringComparison.Ordinal) ? "english" : "other"));
        var model = Assert.Single(one.Manifest.GetProperty("models").EnumerateArray());
        Assert.Equal($$"""{"file":"models/tiny.bin","bytes":{{bytes.Length}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(bytes))}}"}""", System.Text.Json.JsonSerializer.Serialize(model));

        // The gates need no model
        File.Delete(workspace["models/tiny.bin"]);
        Assert.True(Verification.Run(output.Folder, 2, new NoProgress()).Passed);
    }

    [Fact]
    public void AnotherModelIsAnotherManifest()
    {
        using var workspace = Prepare(out _);
        var before = workspace.Build(Recipe)["one"].Manifest.GetProperty("models")[0].GetProperty("sha256").GetString();
        workspace.Write("models/tiny.bin", TinyModel.Bytes(strength: 6));
        Assert.NotEqual(before, workspace.Build(Recipe)["one"].Manifest.GetProperty("models")[0].GetProperty("sha256").GetString());
    }

    [Fact]
    public void AMissingModelIsFoundByBuildAndCheck()
    {
        using var workspace = Prepare(out _);
        File.Delete(workspace["models/tiny.bin"]);
        var path = workspace.Write("recipe.yaml", Recipe);
        var message = $"{path}:5:13: filter 'language': models/tiny.bin: the fastText model cannot be read; check the path, which is relative to the recipe";
        Assert.Equal(message, Assert.ThrowsAny<CuveeException>(() => workspace.Build(Recipe)).Message);
        Assert.Equal(message, Assert.Single(RecipeCheck.Run(path).Problems).ToString());
    }

    private static Workspace Prepare(out byte[] bytes)
    {
        var workspace = new Workspace();
        bytes = TinyModel.Bytes();
        workspace.Write("models/tiny.bin", bytes);
        workspace.WriteLines("data.jsonl", new[] { "the", "größe", "unknown", "the größe" }.Select(text => $$"""{"prompt":"{{text}}","completion":"{{text}}"}"""));
        return workspace;
    }
}
