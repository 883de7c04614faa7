using System.Collections.Immutable;
using System.Diagnostics;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Cache;

/// <summary>
/// What the last build of a recipe into a folder published. When the recipe, the program, every file that was read and every file that was written are as
/// they were then, by path, size, times, inode and device, there is nothing to do.
/// </summary>
internal sealed class LastOutput
{
    private static readonly string[] Leftovers = [".partial", ".old", ".failed"];

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Recipe _recipe;
    private readonly ImmutableArray<ImmutableArray<InputPath>> _inputs;
    private readonly string _path;
    private readonly string _key;
    private readonly string _out;
    private readonly ImmutableArray<Dataset> _datasets;
    private readonly ImmutableArray<FileMemory>? _read;
    private FileIdentity _begun;

    /// <param name="recipe">The recipe.</param>
    /// <param name="datasets">Those that are to be built.</param>
    /// <param name="outFolder">Where to.</param>
    /// <param name="inputs">The files of each source.</param>
    public LastOutput(Recipe recipe, ImmutableArray<Dataset> datasets, string outFolder, ImmutableArray<ImmutableArray<InputPath>> inputs)
    {
        (_recipe, _datasets, _out, _inputs) = (recipe, datasets, outFolder, inputs);
        var only = string.Join('\0', datasets.Select(dataset => dataset.Name));
        _path = Path.Combine(new CacheFolder(Store.FolderFor(recipe.Folder)).Outputs, CacheMemory.FileName(recipe.Name, Path.GetFullPath(recipe.File), outFolder, only));
        _key = $"{EntryKey.Program}{Libraries(datasets)}\n{only}\n{ResolvedRecipe.Json(recipe)}";
        _read = ReadFiles.Of(recipe, outFolder, inputs);
    }

    /// <summary>What the last build said, if another would say and write the same; else null.</summary>
    public BuildResult? Unchanged(IProgress progress)
    {
        if (_read is not { } read || CacheMemory.ReadOutput(_path) is not { } memory) return null;
        if (memory.Key != _key || !memory.Read.SequenceEqual(read) || Written() is not { } written || !memory.Written.SequenceEqual(written)) return null;
        foreach (var warning in memory.Warnings) progress.Warn(warning);
        return new BuildResult(_out, memory.Datasets) { IsUnchanged = true };
    }

    /// <summary>Takes the time as the store's file system has it, less what has gone by since the files were looked at.</summary>
    public void Begin(string work)
    {
        var now = BuildCache.Clock(work);
        _begun = now with { ChangedNanoseconds = now.ChangedNanoseconds - (long)_since.Elapsed.TotalNanoseconds };
    }

    /// <summary>Remembers what was published, unless a gate failed or a file changed while it was read.</summary>
    /// <param name="result">What the build says.</param>
    /// <param name="warnings">What it warned of.</param>
    public void Remember(BuildResult result, ImmutableArray<string> warnings)
    {
        try
        {
            File.Delete(_path);
            if (!result.Passed || _read is not { } read || ReadFiles.Of(_recipe, _out, _inputs) is not { } now) return;
            if (!now.SequenceEqual(read) || !read.All(file => file.Identity.IsSettledBefore(_begun)) || Written() is not { } written) return;
            CacheMemory.Write(_path, new OutputMemory(CacheMemory.Layout, _key, read, written, warnings, result.Datasets));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The build is done; only the next one takes longer
        }
    }

    /// <summary>The libraries of the system that the manifest names; that of the program is among the files that are read, so that it need not be loaded.</summary>
    private static string Libraries(ImmutableArray<Dataset> datasets) => datasets.Any(dataset => dataset.Output.Files == "jsonl.zst") ? $", zstd {Zstd.Version}" : string.Empty;

    /// <summary>Every file of the output; null when something is missing or left over from a build that did not end.</summary>
    private ImmutableArray<FileMemory>? Written()
    {
        var summary = Path.Combine(_out, SummaryFile.Name);
        if (FileIdentity.Of(summary) is not { } identity) return null;
        var files = ImmutableArray.CreateBuilder<FileMemory>();
        files.Add(new FileMemory(summary, identity));
        foreach (var folder in _datasets.Select(dataset => Path.Combine(_out, dataset.Name)))
        {
            if (!Directory.Exists(folder) || Leftovers.Any(suffix => Directory.Exists(folder + suffix))) return null;
            foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (FileIdentity.Of(path) is { } found) files.Add(new FileMemory(path, found));
            }
        }

        return files.ToImmutable();
    }
}
