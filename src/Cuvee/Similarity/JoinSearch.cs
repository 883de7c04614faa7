using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>Finds the sets of a <see cref="JoinIndex"/> that are similar to given ones. Remembers what it found for some sets, as the same may come again and again. One thread at a time.</summary>
internal sealed class JoinSearch(JoinIndex index)
{
    private const int Remembered = 1024;

    private readonly int[] _seen = new int[index.Count];
    private readonly List<(int Set, double Similarity)> _found = [];
    private readonly Answer[] _answers = new Answer[Remembered];
    private readonly JoinProbe _probe = new(index);
    private int _search;

    /// <summary>The sets with at least the given similarity, which is not below the floor of the index, by number; valid until the next call.</summary>
    /// <param name="hashes">The shingles of a record in any order, repeats included.</param>
    /// <param name="similarity">The similarity asked for.</param>
    public ReadOnlySpan<(int Set, double Similarity)> Find(ReadOnlySpan<ulong> hashes, double similarity) => Find(hashes, similarity, similarity, 0);

    /// <summary>All sets with at least the given similarity, and of those between it and a floor the ones that are met among some first candidates.</summary>
    /// <param name="hashes">The shingles of a record in any order, repeats included.</param>
    /// <param name="similarity">From which on all are found.</param>
    /// <param name="floor">From which on some are found; not above the similarity, nor below the floor of the index.</param>
    /// <param name="candidates">How many sets are looked at for the latter alone.</param>
    public ReadOnlySpan<(int Set, double Similarity)> Find(ReadOnlySpan<ulong> hashes, double similarity, double floor, int candidates)
    {
        if (!_probe.Load(hashes, floor)) return [];
        ref var answer = ref AnswerTo(_probe.Shingles, _probe.Size, floor, out var isKnown);
        if (isKnown) return answer.Found;
        Begin();
        Search(_probe.Shingles, _probe.Size, 0, similarity, floor, candidates);
        return Remember(ref answer);
    }

    /// <summary>The same for a set of the index, itself included.</summary>
    public ReadOnlySpan<(int Set, double Similarity)> Find(int set, double similarity)
    {
        ref var answer = ref AnswerTo(index.Set(set), index.Set(set).Length, similarity, out var isKnown);
        if (isKnown) return answer.Found;
        Begin();
        _found.Add((set, 1));
        _seen[set] = _search;
        var shingles = index.Set(set);
        var shared = shingles.BinarySearch(index.FirstShared);
        Search(shingles, shingles.Length, shared < 0 ? ~shared : shared, similarity, similarity, 0);
        return Remember(ref answer);
    }

    /// <summary>Where the answer to a question is kept; a record of which the index has the same shingles, and which is as large, has the same answer.</summary>
    private ref Answer AnswerTo(ReadOnlySpan<int> shingles, int size, double similarity, out bool isKnown)
    {
        var bytes = MemoryMarshal.AsBytes(shingles);
        var key = new Hash128(Mix64.Of(bytes), Mix64.Of(bytes, 0xA4093822299F31D0));
        ref var answer = ref _answers[(int)key.Low & (Remembered - 1)];
        isKnown = answer.Found is not null && answer.Key == key && answer.Size == size && answer.Similarity == similarity;
        if (!isKnown) answer = new Answer(key, size, similarity, null);
        return ref answer;
    }

    private ReadOnlySpan<(int Set, double Similarity)> Remember(ref Answer answer)
    {
        _found.Sort((left, right) => left.Set.CompareTo(right.Set));
        answer = answer with { Found = [.. _found] };
        return answer.Found;
    }

    private void Begin()
    {
        _found.Clear();
        _search++;
    }

    /// <summary>Finds the similar sets that were not seen in this search.</summary>
    /// <param name="shingles">The shingles of a set that the index has, in the common order.</param>
    /// <param name="size">How many it has altogether. Shingles that no indexed set has are rarer than all others and come before them.</param>
    /// <param name="first">No set that is to be found has one of the shingles before this one.</param>
    /// <param name="similarity">From which on all are found.</param>
    /// <param name="floor">From which on those are found that are met anyway, or among the candidates.</param>
    /// <param name="candidates">How many sets may be looked at that cannot have the similarity.</param>
    private void Search(ReadOnlySpan<int> shingles, int size, int first, double similarity, double floor, int candidates)
    {
        // Whatever shares none of these first shingles is below the similarity
        var sure = shingles.Length - JoinIndex.RequiredOverlap(size, similarity) + 1;
        var required = JoinIndex.RequiredOverlap(size, floor);
        var prefix = shingles.Length - required + 1;
        for (var at = first; at < prefix; at++)
        {
            foreach (var posting in index.SetsWith(shingles[at]))
            {
                if (_seen[posting.Set] == _search) continue;
                if (at >= sure && candidates-- <= 0) return;
                _seen[posting.Set] = _search;
                var other = index.Set(posting.Set);
                if (other.Length < required || size < JoinIndex.RequiredOverlap(other.Length, floor)) continue;
                // This is the first shingle that both share
                var found = ShingleSet.Jaccard(shingles[at..], other[posting.At..], size + other.Length, floor);
                if (found >= floor) _found.Add((posting.Set, found));
            }
        }
    }

    private readonly record struct Answer(Hash128 Key, int Size, double Similarity, (int Set, double Similarity)[]? Found);
}
