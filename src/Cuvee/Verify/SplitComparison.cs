using System.Collections.Immutable;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Verify;

/// <summary>
/// The splits of a dataset compared with each other by the texts of the emitted lines, exactly, without signatures: which records of two splits are
/// near-duplicates, and for each record outside the first split the nearest one in it.
/// </summary>
internal sealed class SplitComparison
{
    /// <summary>
    /// Of the lines outside the first split as many are indexed at a time as fit in 800 MB. The same on every machine: which neighbours below the similarity are found
    /// depends on it.
    /// </summary>
    private const long IndexBytes = 800_000_000;

    private SplitComparison(NearDuplicates rule, double floor, JoinResult join) => (Rule, Floor, PairCount, Pairs, Nearest) = (rule, floor, join.PairCount, join.Pairs, join.Neighbours);

    /// <summary>What makes two records near-duplicates.</summary>
    public NearDuplicates Rule { get; }

    /// <summary>From which similarity on a record counts as a neighbour at all.</summary>
    public double Floor { get; }

    /// <summary>Pairs of near-duplicates in two splits.</summary>
    public long PairCount { get; }

    /// <summary>The first of them, by indices of lines.</summary>
    public ImmutableArray<JoinPair> Pairs { get; }

    /// <summary>One for each line outside the first split, in order.</summary>
    public ImmutableArray<JoinNeighbour> Nearest { get; }

    /// <summary>Compares the splits; null where near-duplicates need not stay together, or where there is one split.</summary>
    /// <exception cref="MissingEvidenceException">A file is damaged.</exception>
    public static SplitComparison? Of(EmittedDataset dataset)
    {
        var split = dataset.Dataset.Split;
        if (split.Parts.Length < 2 || split.Together.Near is not { } rule) return null;
        var (readBack, names) = (dataset.ReadBack, split.Parts.Select(part => part.Name).ToList());
        var partOfFile = readBack.Files.Select(file => names.IndexOf(file.Split)).ToArray();
        var partOfLine = new int[readBack.Lines.Count];
        for (var file = 0; file < partOfFile.Length; file++)
        {
            // A file of no split of the recipe is a split of its own; the split gate has more to say of it
            var part = partOfFile[file] < 0 ? names.Count : partOfFile[file];
            partOfLine.AsSpan(readBack.Files[file].FirstLine, readBack.Files[file].Lines).Fill(part);
        }

        var texts = dataset.Texts;
        var floor = Math.Min(0.5, (double)rule.Similarity);
        var options = new JoinOptions { Similarity = (double)rule.Similarity, Floor = floor, Threads = dataset.Threads, MainPart = 0, MaxIndexBytes = IndexBytes };
        return new SplitComparison(rule, floor, ExactJoin.Run(() => new EmittedShingles(texts, rule), line => partOfLine[line], options));
    }
}
