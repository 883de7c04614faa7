using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Publish;

/// <summary>What stands in the output folder and is no dataset is never removed.</summary>
public sealed class BundleTests : IDisposable
{
    private const string Recipe = "name: one\nsources: { s: { files: in.jsonl } }\n";

    private readonly Workspace _workspace = new();

    public BundleTests() => _workspace.WriteLines("in.jsonl", Lines.Many(10, seed: 1));

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_folder_that_is_no_dataset_is_not_replaced()
    {
        var file = _workspace.Write("out/one/thesis.txt", "years of work");
        var error = Assert.Throws<CuveeException>(() => _workspace.Build(Recipe));
        Assert.Equal($"{_workspace["out/one"]}: the folder is not a dataset (it has no manifest.json) and would be replaced; move it, or choose another folder with --out", error.Message);
        Assert.Equal("years of work", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_workspace["out"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_in_the_place_of_a_dataset_is_not_replaced()
    {
        var file = _workspace.Write("out/one", "years of work");
        var error = Assert.Throws<CuveeException>(() => _workspace.Build(Recipe));
        Assert.Equal($"{file}: a file stands where the dataset is to go; move it, or choose another folder with --out", error.Message);
        Assert.Equal("years of work", File.ReadAllText(file));
    }

    [Fact]
    public void An_empty_folder_is_filled()
    {
        Directory.CreateDirectory(_workspace["out/one"]);
        Assert.Equal(10, _workspace.Build(Recipe)["one"].Rows().Count);
    }

    [Fact]
    public void Folders_that_are_called_old_stay()
    {
        _workspace.Write("out/notes/a.txt", "new");
        var notes = _workspace.Write("out/notes.old/a.txt", "old");
        var one = _workspace.Write("out/one.old/a.txt", "old");
        _workspace.Build(Recipe);
        _workspace.Build(Recipe);
        Assert.Equal(("old", "old"), (File.ReadAllText(notes), File.ReadAllText(one)));
    }

    [Fact]
    public void A_dataset_that_was_moved_aside_is_put_back()
    {
        var before = FolderContent.Of(_workspace.Build(Recipe).Folder);
        Directory.Move(_workspace["out/one"], _workspace["out/one.old"]);
        _workspace.Write("in.jsonl", "<!DOCTYPE html><html></html>");
        Assert.StartsWith("in.jsonl: ", Assert.Throws<CuveeException>(() => _workspace.Build(Recipe)).Message);
        FolderContent.AssertSame(before, FolderContent.Of(_workspace["out"]));
    }

    [Fact]
    public void What_is_left_of_a_replaced_dataset_is_removed()
    {
        var before = FolderContent.Of(_workspace.Build(Recipe).Folder);
        _workspace.Write("out/one.old/manifest.json", "{}");
        _workspace.Build(Recipe);
        FolderContent.AssertSame(before, FolderContent.Of(_workspace["out"]));
    }
}
