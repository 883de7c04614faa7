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
        var similar = new List<(int Position, double Similarity)>();
        Ordered.ForEach(
            Blocks(_count),
            _options.Threads,
            () => Searcher(index, sets, first),
            found =>
            {
                for (int from = 0, to; from < found.Count; from = to)
                {
                    to = from + 1;
                    while (to < found.Count && found[to].Position == found[from].Position) to++;
                    Take(found.GetRange(from, to - from), members, nearest, pairs, similar);
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

    /// <summary>Gives for a block of records the sets that each is similar to.</summary>
    /// <param name="index">The index.</param>
    /// <param name="sets">For each indexed record the number of its set, or -1.</param>
    /// <param name="first">The first of the indexed records.</param>
    private Func<(int First, int End), List<Match>> Searcher(JoinIndex index, List<int> sets, int first)
    {
        var reader = _records();
        var search = new JoinSearch(index);
        var scratch = new ShingleSet();
        ReadOnlySpan<(int Set, double Similarity)> Find(int position, int part, int indexed)
        {
            if (part == _main) return search.Find(reader.Unsorted(position, scratch), _floor);
            // Records of one part alone are no pairs, and what is in the index need not be read again
            if (part < 0 || !_joinsIndexed) return [];
            if (indexed < first || indexed >= first + sets.Count) return search.Find(reader.Unsorted(position, scratch), _options.Similarity);
            return sets[indexed - first] < 0 ? [] : search.Find(sets[indexed - first], _options.Similarity);
        }

        return block =>
        {
            var found = new List<Match>();
            var indexed = _indexed.AsSpan().BinarySearch(block.First);
            if (indexed < 0) indexed = ~indexed;
            for (var position = block.First; position < block.End; position++)
            {
                while (indexed < _indexed.Length && _indexed[indexed] < position) indexed++;
                foreach (var (other, similarity) in Find(position, _part(position), indexed)) found.Add(new Match(position, other, similarity));
            }

            return found;
        };
    }

    /// <summary>Counts and lists what one record is similar to.</summary>
    private void Take(List<Match> matches, JoinMembers members, (int Position, double Similarity)[] nearest, List<JoinPair> pairs, List<(int Position, double Similarity)> similar)
    {
        var position = matches[0].Position;
        var part = _part(position);
        // A pair of two indexed records is met twice; the later record counts it
        var end = part == _main ? int.MaxValue : position;
        var wanted = _options.ListedPairs - pairs.Count;
        similar.Clear();
        foreach (var (_, set, similarity) in matches)
        {
            if (part == _main && similarity > nearest[set].Similarity) nearest[set] = (position, similarity);
            if (similarity < _options.Similarity) continue;
            _pairCount += members.Count(set, part, end);
            if (wanted > 0) members.AddFirst(set, part, end, wanted, similar, similarity);
        }

        similar.Sort();
        foreach (var (other, similarity) in similar.Take(wanted)) pairs.Add(new JoinPair(position, other, similarity));
    }

    private static IEnumerable<(int First, int End)> Blocks(int count)
    {
        for (var first = 0; first < count; first += BlockRecords) yield return (first, Math.Min(count, first + BlockRecords));
    }

    private readonly record struct Match(int Position, int Set, double Similarity);
}
