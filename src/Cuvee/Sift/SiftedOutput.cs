using System.Globalization;
using Cuvee.Converting;
using Cuvee.Ingest;
using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Sift;

/// <summary>What the jobs have in common that take lines out of their inputs: kept lines go to OUT, removed ones and what is no record to files beside it.</summary>
internal static class SiftedOutput
{
    public const string RemovedSuffix = ".removed.jsonl";
    public const string QuarantineSuffix = ".quarantine.jsonl";

    private static readonly string[] Endings = [".jsonl", ".jsonl.gz", ".jsonl.zst", ".json"];

    /// <summary>Finds out where the output goes.</summary>
    /// <param name="output">As the caller named it.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="inputs">All files that are read.</param>
    /// <param name="beside">Gives, for the output, all other files that are written.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="CuveeException">Nothing of that name can be written, or something would be read and written.</exception>
    public static string PathOf(string output, string folder, IEnumerable<string> inputs, Func<string, IEnumerable<string>> beside)
    {
        var path = Path.GetFullPath(output, folder);
        if (!Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new CuveeException($"{output}: lines are written as they are read; let the name end in {string.Join(", ", Endings)}, and convert the file afterwards");
        }

        var taken = inputs.Select(RealPath.Of).ToHashSet(StringComparer.Ordinal);
        foreach (var target in beside(path).Prepend(path))
        {
            if (Directory.Exists(target)) throw new CuveeException($"{output}: is a folder; name a file");
            if (taken.Contains(RealPath.Of(target))) throw new CuveeException($"{output}: is an input too; choose another output file");
        }

        return path;
    }

    /// <summary>Publishes a file that has rows; one of an earlier run would be taken for this one's.</summary>
    public static void Publish(RowFile file, string path, bool hasRows)
    {
        if (hasRows) file.Publish();
        else File.Delete(path);
    }

    /// <summary>The error of a run in which nothing could be read, null when all was empty.</summary>
    public static CuveeException? NothingReadable(PlacedCounts quarantined, IReadOnlyList<InputPath> files)
    {
        if (quarantined.All.FirstOrDefault() is not { Word: { } reason } first) return null;
        var place = string.Create(CultureInfo.InvariantCulture, $"{files[first.First.File].Key}:{first.First.Line}");
        return new CuveeException($"no record could be read: {reason}, {first.Detail} (first: {place}); say what the columns are with --input-map or --format");
    }

    /// <summary>The error of an input that was not the same when it was read again.</summary>
    public static CuveeException Changed() => new("an input changed while it was read; let nothing write to the inputs and try again");
}
