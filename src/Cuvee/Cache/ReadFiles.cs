using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Cache;

/// <summary>Every file that a build of a recipe reads.</summary>
internal static class ReadFiles
{
    /// <summary>Inputs, benchmarks and allowed texts, models, tool definitions, tokenizers and templates, and the library that writes tables, each as it is now; null when one is missing.</summary>
    /// <exception cref="Model.CuveeException">A pattern matches nothing.</exception>
    public static ImmutableArray<FileMemory>? Of(Recipe recipe, string outFolder, ImmutableArray<ImmutableArray<InputPath>> inputs)
    {
        var paths = inputs.SelectMany(source => source)
            .Concat(ContaminationSearch.Find(recipe, outFolder, inputs).SelectMany(entry => entry))
            .Concat(recipe.Decontaminate.Select(rule => ContaminationSearch.AllowedFile(recipe, rule)).OfType<InputPath>())
            .Concat(Models.Files(recipe))
            .Select(file => file.Path)
            .Concat(recipe.Datasets.Select(dataset => dataset.Gates.ToolCalls?.Schema).OfType<string>().Select(schema => Path.GetFullPath(schema, recipe.Folder)))
            .Concat(TokenFiles.Paths(recipe))
            .Append(NativeLibraries.DuckDbPath);
        var files = ImmutableArray.CreateBuilder<FileMemory>();
        foreach (var path in paths)
        {
            if (FileIdentity.Of(path) is not { } identity) return null;
            files.Add(new FileMemory(path, identity));
        }

        return files.ToImmutable();
    }
}
