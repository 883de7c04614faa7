using System.Collections.Immutable;
using Cuvee.Ingest;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>Finds the input files of a recipe and knows how to open them.</summary>
public static class Inputs
{
    /// <summary>Opens any input: zstd and Parquet through their native libraries.</summary>
    public static FileOpening Opening { get; } = new()
    {
        DecompressZstd = stream => new ZstdDecompressStream(stream),
        ReadParquet = ParquetBlocks.Read,
    };

    /// <summary>The files of each source, in reading order. The output folder and the store are never inputs.</summary>
    /// <exception cref="RecipeException">A pattern matches nothing.</exception>
    internal static ImmutableArray<ImmutableArray<InputPath>> Find(Recipe recipe, string outFolder)
    {
        var glob = new Glob(recipe.Folder, [outFolder, Store.FolderFor(recipe.Folder)]);
        return [.. recipe.Sources.Select(source => Find(recipe, source, glob))];
    }

    private static ImmutableArray<InputPath> Find(Recipe recipe, Source source, Glob glob)
    {
        IReadOnlyList<string> paths;
        try
        {
            paths = glob.Expand(source.Files);
        }
        catch (CuveeException exception) when (exception is not RecipeException)
        {
            throw recipe.Problem(source.Mark, $"source '{source.Name}': {exception.Message}");
        }

        var keys = FileKey.Of(paths, recipe.Folder);
        return [.. paths.Zip(keys, (path, key) => new InputPath(path, key))];
    }
}
