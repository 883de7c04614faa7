using System.Collections.Immutable;
using System.Text;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Locks;

/// <summary>
/// <c>cuvee.lock</c>, beside the recipe: what its datasets were built from and what came out, a line each, sorted, so that two people's changes merge.
/// It holds no time and no absolute path.
/// </summary>
public sealed class LockFile
{
    public const string Name = "cuvee.lock";

    private readonly string _path;

    private LockFile(string path, ImmutableArray<LockEntry> entries) => (_path, Entries) = (path, entries);

    /// <summary>What it says of one recipe, in the order of the file.</summary>
    public ImmutableArray<LockEntry> Entries { get; }

    /// <summary>Where the lock file of a recipe is.</summary>
    public static string PathOf(Recipe recipe) => Path.Combine(Path.GetDirectoryName(recipe.File) ?? "", Name);

    /// <summary>Reads what is locked of a recipe.</summary>
    /// <exception cref="CuveeException">There is no lock file, it is none, or it says nothing of this recipe.</exception>
    public static LockFile Read(Recipe recipe)
    {
        var path = PathOf(recipe);
        if (!File.Exists(path)) throw new CuveeException($"{path}: no lock file; `cuvee lock {recipe.File} --update` writes one");
        var own = ReadAll(path).Where(entry => entry.Recipe == recipe.Name).ToImmutableArray();
        return own.Length > 0 ? new LockFile(path, own) : throw new CuveeException($"{path}: says nothing of recipe '{recipe.Name}'; `cuvee lock {recipe.File} --update` adds it");
    }

    /// <summary>Writes what is locked of a recipe in one step; what the file says of other recipes stays.</summary>
    /// <returns>Its path.</returns>
    public static string Write(Recipe recipe, IEnumerable<LockEntry> entries)
    {
        var path = PathOf(recipe);
        var others = File.Exists(path) ? ReadAll(path).Where(entry => entry.Recipe != recipe.Name) : [];
        var lines = others.Concat(entries).Select(entry => entry.ToLine()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        File.WriteAllText(path + ".partial", string.Concat(lines.Select(line => line + "\n")));
        File.Move(path + ".partial", path, overwrite: true);
        return path;
    }

    /// <summary>Compares datasets that were written, but not published, with what is locked of them.</summary>
    /// <param name="recipe">The recipe they were built by.</param>
    /// <param name="folders">Their folders.</param>
    /// <exception cref="CuveeException">Something differs; a line for each.</exception>
    internal void Require(Recipe recipe, ImmutableArray<string> folders)
    {
        var found = LockState.Recorded(recipe, folders);
        var datasets = found.Where(entry => entry.Kind == LockEntry.OfDataset).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var isAll = recipe.Datasets.All(dataset => datasets.Contains(dataset.Name));
        var differences = LockComparison.Differences(isAll ? Entries : Of(recipe, datasets), found);
        if (differences.IsEmpty) return;
        var message = new StringBuilder();
        foreach (var difference in differences) message.Append(_path).Append(": ").Append(difference).Append('\n');
        throw new CuveeException(message.Append(_path).Append($": nothing was published; `cuvee diff` shows what changed, `cuvee lock {recipe.File} --update` after a build without --locked accepts it").ToString());
    }

    /// <summary>What is locked of some datasets: another dataset's sources are not read.</summary>
    private IEnumerable<LockEntry> Of(Recipe recipe, HashSet<string> datasets)
    {
        var sources = Engine.SourcePlans.Read(recipe, recipe.Datasets.Where(dataset => datasets.Contains(dataset.Name)));
        return Entries.Where(entry => entry.Kind switch
        {
            LockEntry.OfInput => sources.Contains(entry.Owner),
            LockEntry.OfOperator => datasets.Contains(entry.Owner),
            LockEntry.OfDataset => datasets.Contains(entry.Name),
            _ => true,
        });
    }

    private static IEnumerable<LockEntry> ReadAll(string path)
    {
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            yield return LockEntry.Parse(lines[i]) ?? throw new CuveeException($"{path}:{i + 1}: not a line of a lock file; mend it, or delete the file and write it anew with `cuvee lock --update`");
        }
    }
}
