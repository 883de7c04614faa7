using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>
/// Finds all pairs of similar records across parts, such as the splits of a dataset: exactly, without signatures. The records of all parts but the largest, the main
/// one, are indexed, in pieces if there are many; then every record passes by. A record without shingles, and one of no part, is similar to nothing.
/// </summary>
internal sealed class ExactJoin
{
    private const int BlockRecords = 256;

    private readonly Func<IShingleRecords> _records;
    private readonly Func<int, int> _part;
    private readonly JoinOptions _options;
    private readonly double _floor;
    private readonly int _count;
    private readonly int _main;
    private readonly int[] _indexed;
    private readonly bool _joinsIndexed;
    private readonly JoinNeighbour[] _neighbours;
    private long _pairCount;
    private List<JoinPair> _pairs = [];

    private ExactJoin(Func<IShingleRecords> records, Func<int, int> part, JoinOptions options)
    {
        (_records, _part, _options) = (records, part, options);
        _floor = options.Floor ?? Math.Min(0.5, options.Similarity);
        _count = records().Count;
        _main = options.MainPart ?? LargestPart();
        _indexed = [.. Enumerable.Range(0, _count).Where(position => part(position) is >= 0 and var number && number != _main)];
        _joinsIndexed = _indexed.Select(part).Distinct().Skip(1).Any();
        _neighbours = Array.ConvertAll(_indexed, position => new JoinNeighbour(position, -1, 0));
    }

    /// <summary>Joins the records.</summary>
    /// <param name="records">Gives a reader to each worker.</param>
    /// <param name="part">The part of a position, below 0 for none.</param>
    /// <param name="options">What to go by.</param>
    public static JoinResult Run(Func<IShingleRecords> records, Func<int, int> part, JoinOptions options)
    {
        var join = new ExactJoin(records, part, options);
        for (var next = 0; next < join._indexed.Length;) next = join.Join(next);
        return new JoinResult(join._main, join._pairCount, [.. join._pairs], [.. join._neighbours]);
    }

    private int LargestPart()
    {
        var sizes = new SortedDictionary<int, int>();
        for (var position = 0; position < _count; position++)
        {
            var part = _part(position);
            if (part >= 0) sizes[part] = sizes.GetValueOrDefault(part) + 1;
        }

        var (largest, most) = (-1, 0);
        foreach (var (part, size) in sizes)
        {
            if (size > most) (largest, most) = (part, size);
        }

        return largest;
    }

    /// <summary>Indexes from the given indexed record on as many as there is room for, at least one, and lets all records pass by.</summary>
    /// <returns>The next one to index.</returns>
    private int Join(int first)
    {
        var index = new JoinIndex(_floor);
        var sets = Index(index, first);
        if (index.Count == 0) return first + sets.Count;
        index.Freeze();
        var members = new JoinMembers(index.Count, sets.Select((set, i) => (set, _part(_indexed[first + i]), _indexed[first + i])).Where(member => member.set >= 0));
        var nearest = new (int Position, double Similarity)[index.Count];
        var pairs = new List<JoinPair>();
        Ordered.ForEach(
            Blocks(_count),
            _options.Threads,
            () => Searcher(index, members, sets, first),
            found =>
            {
                _pairCount += found.PairCount;
                pairs.AddRange(found.Pairs.Take(_options.ListedPairs - pairs.Count));
                foreach (var (set, neighbour) in found.Nearest)
                {
                    if (neighbour.Similarity > nearest[set].Similarity) nearest[set] = neighbour;
                }
            });
        for (var i = 0; i < sets.Count; i++)
        {
            if (sets[i] >= 0 && nearest[sets[i]] is { Similarity: > 0 } best) _neighbours[first + i] = new JoinNeighbour(_indexed[first + i], best.Position, best.Similarity);
        }

        _pairs = [.. _pairs.Concat(pairs).OrderBy(pair => pair.Position).ThenBy(pair => pair.Other).Take(_options.ListedPairs)];
        return first + sets.Count;
    }

    /// <summary>Adds the sets of indexed records to an index until it is full.</summary>
    /// <returns>For each record the number of its set, or -1.</returns>
    private List<int> Index(JoinIndex index, int first)
    {
        var sets = new List<int>();
        var isFull = false;
        Ordered.ForEach(
            // Not to read on in vain; a block or two too many does no harm
            Blocks(_indexed.Length - first).TakeWhile(_ => !Volatile.Read(ref isFull)),
            _options.Threads,
            () => Reader(first),
            block =>
            {
                foreach (var (hashes, key) in block)
                {
                    // A set that is there already takes no room
                    if (index.Shingles >= _options.MaxShingles && hashes.Length > 0 && !index.Has(key)) Volatile.Write(ref isFull, true);
                    if (isFull) return;
                    sets.Add(hashes.Length == 0 ? -1 : index.Add(hashes, key));
                }
            });
        return sets;
    }

    /// <summary>Gives the sets of a block of indexed records with their keys.</summary>
    private Func<(int First, int End), (ulong[] Hashes, Hash128 Key)[]> Reader(int first)
    {
        var reader = _records();
        var set = new ShingleSet();
        return block =>
        {
            var sets = new (ulong[] Hashes, Hash128 Key)[block.End - block.First];
            for (var i = block.First; i < block.End; i++)
            {
                reader.Shingles(_indexed[first + i], set);
                sets[i - block.First] = (set.Hashes.ToArray(), JoinIndex.Key(set.Hashes));
            }

            return sets;
        };
    }

    /// <summary>Gives what the records of a block are similar to.</summary>
    /// <param name="index">The index.</param>
    /// <param name="members">The records of its sets.</param>
    /// <param name="sets">For each indexed record the number of its set, or -1.</param>
    /// <param name="first">The first of the indexed records.</param>
    private Func<(int First, int End), JoinBlock> Searcher(JoinIndex index, JoinMembers members, List<int> sets, int first)
    {
        var reader = _records();
        var search = new JoinSearch(index);
        var scratch = new ShingleSet();
        ReadOnlySpan<(int Set, double Similarity)> Find(int position, int part, int indexed)
        {
            if (part == _main) return search.Find(reader.Unsorted(position, scratch), _options.Similarity, _floor, _options.NeighbourCandidates);
            // Records of one part alone are no pairs, and what is in the index need not be read again
            if (part < 0 || !_joinsIndexed) return [];
            if (indexed < first || indexed >= first + sets.Count) return search.Find(reader.Unsorted(position, scratch), _options.Similarity);
            return sets[indexed - first] < 0 ? [] : search.Find(sets[indexed - first], _options.Similarity);
        }

        return block =>
        {
            var found = new JoinBlock(members, _main, _options);
            var indexed = _indexed.AsSpan().BinarySearch(block.First);
            if (indexed < 0) indexed = ~indexed;
            for (var position = block.First; position < block.End; position++)
            {
                while (indexed < _indexed.Length && _indexed[indexed] < position) indexed++;
                var part = _part(position);
                found.Add(position, part, Find(position, part, indexed));
            }

            return found;
        };
    }

    private static IEnumerable<(int First, int End)> Blocks(int count)
    {
        for (var first = 0; first < count; first += BlockRecords) yield return (first, Math.Min(count, first + BlockRecords));
    }
}
