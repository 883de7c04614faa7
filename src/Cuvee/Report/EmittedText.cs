using Cuvee.Model;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>Looks emitted lines up by their numbers.</summary>
internal static class EmittedText
{
    /// <summary>The JSON of the given lines (rows of Parquet as JSON). Each file is read once, up to the last line that is asked for.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="places">File relative to the folder, and 1-based line.</param>
    /// <exception cref="CuveeException">A file is missing or damaged.</exception>
    public static Dictionary<(string File, long Line), string> Read(string folder, IEnumerable<(string File, long Line)> places)
    {
        var texts = new Dictionary<(string File, long Line), string>();
        foreach (var group in places.GroupBy(place => place.File, StringComparer.Ordinal))
        {
            var wanted = group.Select(place => place.Line).ToHashSet();
            var path = Path.Combine(folder, group.Key);
            if (!File.Exists(path)) throw new CuveeException($"{path}: the file is missing; build the dataset again");
            using var lines = LineStream.Open(path, group.Key);
            var last = wanted.Max();
            foreach (var row in lines.Blocks().SelectMany(block => Rows(block.Block)).TakeWhile(row => row.Line <= last))
            {
                if (wanted.Contains(row.Line)) texts[(group.Key, row.Line)] = row.Value.ToString();
            }
        }

        return texts;
    }

    private static IEnumerable<Ingest.Item> Rows(Ingest.Block block)
    {
        foreach (var row in block) yield return row;
    }
}
