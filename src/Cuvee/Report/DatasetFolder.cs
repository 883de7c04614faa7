using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>Finds the datasets that a folder holds: it is the folder of one dataset, or the output of a build with a folder for each.</summary>
public static class DatasetFolder
{
    internal const string LedgerName = "ledger.parquet";

    private static readonly ImmutableArray<string> UnpublishedSuffixes = [".failed", ".partial", ".old"];

    /// <summary>Every dataset, in the order of names.</summary>
    /// <exception cref="CuveeException">There is none.</exception>
    public static ImmutableArray<string> All(string folder)
    {
        if (File.Exists(folder)) throw new CuveeException($"{folder}: a file; name the folder of a dataset or of a build's output");
        if (!Directory.Exists(folder)) throw new CuveeException($"{folder}: no such folder; name the folder of a dataset or of a build's output");
        if (IsDataset(folder)) return [folder];
        var found = Directory.GetDirectories(folder)
            .Where(inner => IsDataset(inner) && !UnpublishedSuffixes.Any(suffix => inner.EndsWith(suffix, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();
        return found.Length > 0 ? found : throw new CuveeException($"{folder}: no dataset here, for there is no {LedgerName}; build one, or name another folder");
    }

    /// <summary>The one dataset of a folder.</summary>
    /// <exception cref="CuveeException">There is none, or there are several.</exception>
    public static string One(string folder)
    {
        var all = All(folder);
        if (all.Length == 1) return all[0];
        var names = all.Select(path => Path.GetFileName(path)!).ToList();
        throw new CuveeException($"{folder}: holds the datasets {string.Join(", ", names)}; name one, as in {Path.Combine(folder, names[0])}");
    }

    private static bool IsDataset(string folder) => File.Exists(Path.Combine(folder, LedgerName));
}
