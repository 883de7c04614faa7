using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Cache;

/// <summary>What a build would do with an input file, and why.</summary>
/// <param name="Source">The source.</param>
/// <param name="File">What the file is called.</param>
/// <param name="IsReused">Whether it need not be read again.</param>
/// <param name="Why">Why it must be, for people, without a full stop; empty when it is reused.</param>
/// <param name="Differences">The lines of its key that changed since the last build: "- " before, "+ " now.</param>
public sealed record CacheFinding(string Source, string File, bool IsReused, string Why, ImmutableArray<string> Differences);

/// <summary>Compares the keys that a build would ask the cache for with those of the last build.</summary>
public static class CacheExplanation
{
    /// <summary>One finding for each input file of the sources that the recipe's datasets need, in reading order. Nothing is built.</summary>
    /// <exception cref="CuveeException">The recipe or a file is at fault.</exception>
    public static ImmutableArray<CacheFinding> Of(Recipe recipe)
    {
        var outFolder = Build.OutFolder(recipe, null);
        var inputs = Inputs.Find(recipe, outFolder);
        var (bound, models) = Models.Load(recipe);
        var tokens = Tokenization.Load(bound);
        var contamination = DecontaminationStage.Load(tokens.Recipe, outFolder, inputs, new NoProgress());
        var tags = SourcePlans.Tags(recipe);
        var folder = new CacheFolder(Store.FolderFor(recipe.Folder));
        var last = CacheMemory.ReadRecipe(BuildCache.PathOf(folder, recipe))?.Inputs.ToDictionary(input => (input.Source, input.File)) ?? [];
        return
        [
            .. SourcePlans.ToRead(tokens.Recipe, recipe.Datasets, tags, contamination, tokens.Counted).SelectMany(plan =>
            {
                var key = SourceKey.Of(tokens.Recipe, plan, inputs[plan.Index], tags, contamination, models);
                return inputs[plan.Index].Select(input => Explain(folder, plan.Name, key, input, last.GetValueOrDefault((plan.Name, input.Key))));
            }),
        ];
    }

    private static CacheFinding Explain(CacheFolder folder, string source, string sourceKey, InputPath input, InputMemory? last)
    {
        var isKnown = last is { IsSettled: true } && last.Path == input.Path && FileIdentity.Of(input.Path) == last.Identity;
        var key = EntryKey.Of(sourceKey, input.Key, isKnown ? last!.Sha256 : HashOf(input));
        if (StateOf(folder, EntryKey.NameOf(key)) is { Length: > 0 }) return new CacheFinding(source, input.Key, IsReused: true, "", []);
        if (last is null) return new CacheFinding(source, input.Key, IsReused: false, "no build has read it yet", []);
        var before = last.Entry is { } entry ? StateOf(folder, entry) : "";
        return before is { Length: > 0 }
            ? new CacheFinding(source, input.Key, IsReused: false, "its key changed", [.. EntryKey.Differences(before, key)])
            : new CacheFinding(source, input.Key, IsReused: false, before is null ? "its entry is damaged" : "its entry is not there any more", []);
    }

    private static string HashOf(InputPath input)
    {
        try
        {
            return SumsFile.HashOf(input.Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{input.Key}: cannot be read ({failure.Message.TrimEnd('.')}); check the file and its permissions", failure);
        }
    }

    /// <summary>The key of an entry; empty where there is none, null where it is damaged.</summary>
    private static string? StateOf(CacheFolder folder, string entry)
    {
        try
        {
            return File.Exists(folder.PathOf(entry)) ? Entry.KeyOf(folder.PathOf(entry)) : "";
        }
        catch (Exception failure) when (failure is DamagedEntryException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
