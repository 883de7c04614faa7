using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Changes;

/// <summary>How the datasets of one build's output differ from those of another.</summary>
public static class BuildDiff
{
    /// <summary>Compares dataset by dataset, by their names; two folders of one dataset each are compared whatever their names.</summary>
    /// <param name="first">The output of a build, or the folder of a dataset.</param>
    /// <param name="second">Another one.</param>
    /// <param name="threads">DuckDB's.</param>
    /// <param name="progress">Told of each dataset.</param>
    /// <returns>In the order of names.</returns>
    /// <exception cref="CuveeException">A folder holds no dataset, or one that cannot be read.</exception>
    public static ImmutableArray<DatasetDiff> Of(string first, string second, int threads, IProgress progress)
    {
        var (before, after) = (DatasetFolder.All(first), DatasetFolder.All(second));
        if (before.Length == 1 && after.Length == 1) return [Compare(before[0], after[0], threads, progress)];
        var (old, now) = (ByName(before), ByName(after));
        return
        [
            .. old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name =>
                old.TryGetValue(name, out var was) && now.TryGetValue(name, out var become)
                    ? Compare(was, become, threads, progress)
                    : new DatasetDiff { Name = name, IsSame = false, IsInFirst = old.ContainsKey(name), IsInSecond = now.ContainsKey(name) }),
        ];
    }

    private static Dictionary<string, string> ByName(ImmutableArray<string> folders) => folders.ToDictionary(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), StringComparer.Ordinal);

    private static DatasetDiff Compare(string first, string second, int threads, IProgress progress)
    {
        var (before, after) = (ComparedDataset.Read(first), ComparedDataset.Read(second));
        progress.Begin($"{after.Name}: compare", 0, "records");
        var evidence = new DiffEvidence(before, after);
        var causes = new DiffCauses(evidence);
        return new DatasetDiff
        {
            Name = after.Name,
            IsSame = before.ContentDigest == after.ContentDigest,
            Recipe = evidence.Recipe,
            Operators = evidence.Operators,
            Inputs = evidence.Inputs,
            Groups = DiffCauses.Group(LedgerComparison.Of(first, second, threads).Select(causes.Explain)),
        };
    }
}
