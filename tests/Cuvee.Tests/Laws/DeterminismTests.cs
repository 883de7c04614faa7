using System.Text;
using Cuvee.Engine;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>The bytes of the output depend on the recipe and the bytes of the inputs, and on nothing else.</summary>
public sealed class DeterminismTests : IDisposable
{
    /// <summary>What one build of the mixed inputs gives; all tests compare with it.</summary>
    private static readonly Lazy<SortedDictionary<string, string>> Expected = new(() =>
    {
        using var workspace = new Workspace();
        MixedInputs.Write(workspace);
        return FolderContent.Of(workspace.Build(MixedInputs.Recipe).Folder);
    });

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(1, 64 * 1024)]
    [InlineData(2, 64)]
    [InlineData(7, 64 * 1024)]
    [InlineData(7, 1024)]
    [InlineData(2, 1024 * 1024)]
    public void Threads_and_blocks_do_not_show(int threads, int blockBytes)
    {
        MixedInputs.Write(_workspace);
        var built = _workspace.Build(MixedInputs.Recipe, new BuildOptions { Threads = threads, BlockBytes = blockBytes });
        FolderContent.AssertSame(Expected.Value, FolderContent.Of(built.Folder));
    }

    [Fact]
    public void A_second_build_over_the_first_gives_the_same_bytes()
    {
        MixedInputs.Write(_workspace);
        _workspace.Build(MixedInputs.Recipe);
        FolderContent.AssertSame(Expected.Value, FolderContent.Of(_workspace.Build(MixedInputs.Recipe).Folder));
        Assert.Equal(["in", "out", "recipe.yaml"], Directory.GetFileSystemEntries(_workspace.Folder).Select(Path.GetFileName).Where(name => name != ".cuvee").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Neither_place_nor_locale_nor_clock_nor_directory_order_shows()
    {
        var elsewhere = Directory.CreateTempSubdirectory("cuvee-ğ ünder [x] 日本-").FullName;
        try
        {
            using var workspace = new Workspace(elsewhere);
            MixedInputs.Write(workspace, isReversed: true);
            workspace.Write("recipe.yaml", MixedInputs.Recipe);
            var environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LANG"] = "tr_TR.UTF-8",
                ["LC_ALL"] = "tr_TR.UTF-8",
                ["TZ"] = "Pacific/Kiritimati",
                ["DOTNET_PROCESSOR_COUNT"] = "3",
                ["DOTNET_EnableAVX2"] = "0",
                ["COLUMNS"] = "40",
            };
            CuveeProgram.Build(workspace["recipe.yaml"], environment, workingFolder: elsewhere, umask: "077");
            FolderContent.AssertSame(Expected.Value, FolderContent.Of(workspace["build/mixed"]));
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    public void No_artefact_holds_a_path_or_a_time()
    {
        MixedInputs.Write(_workspace);
        var built = _workspace.Build(MixedInputs.Recipe);
        var year = TimeProvider.System.GetUtcNow().Year;
        byte[][] forbidden = [Encoding.UTF8.GetBytes(_workspace.Folder), Encoding.UTF8.GetBytes(Path.GetFileName(_workspace.Folder)), Encoding.UTF8.GetBytes($"{year}-"), Encoding.UTF8.GetBytes(Environment.MachineName + "\"")];
        foreach (var path in Directory.GetFiles(built.Folder, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            Assert.All(forbidden, text => Assert.True(bytes.AsSpan().IndexOf(text) < 0, $"{Path.GetRelativePath(built.Folder, path)} holds '{Encoding.UTF8.GetString(text)}'"));
        }

        foreach (var line in built["everything"].Ledger) Assert.StartsWith("in/", line.File);
    }
}
