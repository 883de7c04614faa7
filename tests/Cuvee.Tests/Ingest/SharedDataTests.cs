using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Tests.Ingest;

/// <summary>Real files, which are not part of the repository.</summary>
public sealed class SharedDataTests
{
    [Theory]
    [InlineData("afs/*.jsonl", ContainerKind.JsonLines, 14, 4617)]
    [InlineData("afs/generated_data_overnight_20260104_farore_train.jsonl", ContainerKind.Empty, 1, 0)]
    [InlineData("codealpaca/*.json", ContainerKind.JsonValues, 2, 2017 + 4535)]
    [InlineData("counsel_chat/20200325_counsel_chat.csv", ContainerKind.Csv, 1, 2129)]
    [InlineData("gpteacher/*.json", ContainerKind.JsonValues, 4, 4535 + 1923 + 7673 + 2396)]
    [InlineData("gsm8k/{train,test}.jsonl", ContainerKind.JsonLines, 2, 7473 + 1319)]
    [InlineData("gsm8k/example_model_solutions.jsonl", ContainerKind.JsonLines, 1, 1319)]
    [InlineData("gsm8k_parquet/*.parquet", ContainerKind.Parquet, 2, 0)]
    [InlineData("hh_rlhf/harmless-base_test.jsonl.gz", ContainerKind.JsonLines, 1, 2312)]
    [InlineData("human_eval/HumanEval.jsonl.gz", ContainerKind.JsonLines, 1, 164)]
    [InlineData("llama_factory/*_demo.json", ContainerKind.JsonValues, 8, 999 + 1000 + (5 * 300) + 6)]
    [InlineData("llama_factory/identity.json", ContainerKind.JsonValues, 1, 91)]
    [InlineData("llama_factory/dataset_info.json", ContainerKind.JsonValues, 1, 1)]
    [InlineData("llama_factory/*.jsonl", ContainerKind.JsonLines, 5, 300 + 50 + 10 + 24 + 500)]
    [InlineData("llama_factory/wiki_demo.txt", ContainerKind.TextLines, 1, 30)]
    [InlineData("self_instruct/*.jsonl", ContainerKind.JsonLines, 4, 852)]
    [InlineData("tokenizers/*.tiktoken", ContainerKind.TextLines, 1, 100_256)]
    [InlineData("toolset/scored_batches/*.jsonl", ContainerKind.JsonLines, 184, 5520)]
    [InlineData("toolset/low_batches/*.jsonl", ContainerKind.JsonLines, 74, 3681)]
    [InlineData("toolset/enhanced_batches/*.jsonl", ContainerKind.JsonLines, 74, 3678)]
    [InlineData("toolset/*.jsonl", ContainerKind.JsonLines, 10, 592 + 150 + 544 + 1797 + 442 + 4905 + 787 + 1438 + 100 + 1469)]
    [InlineData("toolset/tool_schemas.json", ContainerKind.JsonValues, 1, 1)]
    public void Files_open_as_what_they_are(string pattern, ContainerKind kind, int files, int items)
    {
        var folder = Folder();
        var paths = new Glob(folder, []).Expand([pattern]);
        Assert.Equal(files, paths.Count);

        var found = 0;
        foreach (var (path, key) in paths.Zip(FileKey.Of(paths, folder)))
        {
            using var file = FileOpeningTests.Opening.Open(path, key);
            Assert.Equal(new FileInfo(path).Length == 0 ? ContainerKind.Empty : kind, file.Detection.Kind);
            foreach (var block in file.Blocks())
            {
                foreach (var item in block)
                {
                    Assert.Null(item.Error);
                    found++;
                }
            }
            Assert.Equal(new FileInfo(path).Length, file.Digest.ByteCount);
        }
        Assert.Equal(items, found);
    }

    [Fact]
    public void A_pointer_is_not_taken_for_data()
    {
        const string Key = "hh_rlhf/helpful-base_test.LFS-POINTER.jsonl.gz";
        var path = Path.Combine(Folder(), Key);
        Assert.Equal($"{Key}: a git-LFS pointer, not the data; run 'git lfs pull'", Assert.Throws<CuveeException>(() => FileOpeningTests.Opening.Open(path, Key)).Message);
    }

    private static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("CUVEE_SHARED_DATA") ?? Path.Combine(RepositoryRoot(), "..", "shared", "data");
        if (!Directory.Exists(folder)) Assert.Skip("The shared data is not here: set CUVEE_SHARED_DATA to its folder");
        return Path.GetFullPath(folder);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cuvee.slnx"))) folder = folder.Parent ?? throw new InvalidOperationException("No folder above holds Cuvee.slnx");
        return folder.FullName;
    }
}
