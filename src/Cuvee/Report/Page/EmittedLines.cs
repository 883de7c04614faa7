using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Model;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>Reads a few emitted lines again. In plain files it goes to where they stand; compressed ones are unpacked up to the last line that is asked for.</summary>
internal static class EmittedLines
{
    /// <summary>The texts of lines by their index among all; one that is not there any more is left out.</summary>
    /// <exception cref="MissingEvidenceException">A file is missing or damaged.</exception>
    public static Dictionary<int, string> Read(EmittedDataset dataset, IEnumerable<int> lines)
    {
        var files = lines.Distinct().Order().GroupBy(dataset.ReadBack.FileOf).Select(group => (File: dataset.ReadBack.Files[group.Key], Lines: group.ToImmutableArray())).ToList();
        var texts = Ordered.Map(files, dataset.Threads, wanted => new Evidence<List<(int Line, string Text)>>(wanted.File.Path, () => Read(dataset, wanted.File, wanted.Lines)).Value);
        return texts.SelectMany(found => found).ToDictionary(found => found.Line, found => found.Text);
    }

    private static List<(int Line, string Text)> Read(EmittedDataset dataset, EmittedFile file, ImmutableArray<int> lines)
    {
        var path = dataset.Existing(file.Path);
        return path.EndsWith(".jsonl", StringComparison.Ordinal) ? ReadPlain(dataset.ReadBack, path, lines) : ReadPacked(path, file, lines);
    }

    private static List<(int Line, string Text)> ReadPlain(ReadBack readBack, string path, ImmutableArray<int> lines)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var found = new List<(int, string)>();
        foreach (var line in lines)
        {
            var (first, offset) = readBack.MarkBefore(line);
            file.Position = offset;
            if (Items(new JsonLines().Split(file)).Skip(line - first).Select(item => item.Value.ToString()).FirstOrDefault() is { } text) found.Add((line, text));
        }

        return found;
    }

    private static List<(int Line, string Text)> ReadPacked(string path, EmittedFile file, ImmutableArray<int> lines)
    {
        using var stream = LineStream.Open(path, file.Path);
        var (found, wanted, index) = (new List<(int, string)>(), lines.ToHashSet(), file.FirstLine);
        foreach (var item in Items(stream.Blocks().Select(block => block.Block)).TakeWhile(_ => index <= lines[^1]))
        {
            if (wanted.Contains(index)) found.Add((index, item.Value.ToString()));
            index++;
        }

        return found;
    }

    private static IEnumerable<Item> Items(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            foreach (var item in block) yield return item;
        }
    }
}
