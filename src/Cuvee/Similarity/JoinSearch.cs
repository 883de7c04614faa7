using System.Numerics;
using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>Finds the sets of a <see cref="JoinIndex"/> that are similar to given ones. Remembers what it found for some sets, as the same may come again and again. One thread at a time.</summary>
internal sealed class JoinSearch(JoinIndex index)
{
    private const int Remembered = 1024;
    private const int HashesBetweenChecks = 64;
    private const int BitsPerHash = 16;

    private readonly int[] _seen = new int[index.Count];
    private readonly List<int> _shingles = [];
    private readonly List<(int Set, double Similarity)> _found = [];
    private readonly Answer[] _answers = new Answer[Remembered];
    private readonly HashSorter _sorter = new();
    private ulong[] _set = new ulong[1024];
    private ulong[] _missing = new ulong[1024];
    private int _search;

    /// <summary>The sets with at least the given similarity, which is not below the floor of the index, by number; valid until the next call.</summary>
    /// <param name="hashes">The shingles of a record in any order, repeats included.</param>
    /// <param name="similarity">The similarity asked for.</param>
    public ReadOnlySpan<(int Set, double Similarity)> Find(ReadOnlySpan<ulong> hashes, double similarity)
    {
        if (!MayBeSimilar(hashes, similarity)) return [];
        if (_set.Length < hashes.Length) _set = new ulong[Math.Max(hashes.Length, 2 * _set.Length)];
        hashes.CopyTo(_set);
        var set = _set.AsSpan(0, _sorter.SortDistinct(_set.AsSpan(0, hashes.Length)));
        if (!TryNumber(set, similarity)) return [];
        ref var answer = ref AnswerTo(JoinIndex.Key(set), similarity, out var isKnown);
        if (isKnown) return answer.Found;
        Begin();
        _shingles.Sort();
        Search(CollectionsMarshal.AsSpan(_shingles), set.Length, 0, similarity);
        return Remember(ref answer);
    }

    /// <summary>The same for a set of the index itself, which is the first that is similar to it.</summary>
    public ReadOnlySpan<(int Set, double Similarity)> Find(int set, double similarity)
    {
        ref var answer = ref AnswerTo(index.KeyOf(set), similarity, out var isKnown);
        if (isKnown) return answer.Found;
        Begin();
        _found.Add((set, 1));
        _seen[set] = _search;
        var shingles = index.Set(set);
        var shared = shingles.BinarySearch(index.FirstShared);
        Search(shingles, shingles.Length, shared < 0 ? ~shared : shared, similarity);
        return Remember(ref answer);
    }

    /// <summary>
    /// False when too many of the shingles are in no set. With p different shingles that some set has and d that none has, a similarity s takes p >= s * (p + d). Then
    /// the same holds for any greater p and smaller d: repeats may be counted in p, and those that meet in a small map of bits be left out of d.
    /// </summary>
    private bool MayBeSimilar(ReadOnlySpan<ulong> hashes, double similarity)
    {
        var words = (int)BitOperations.RoundUpToPowerOf2((uint)(((long)hashes.Length * BitsPerHash / 64) + 1));
        if (_missing.Length < words) _missing = new ulong[words];
        var bits = _missing.AsSpan(0, words);
        bits.Clear();
        var (known, missing) = (0, 0);
        while (true)
        {
            var possible = known + hashes.Length;
            if (possible < JoinIndex.RequiredOverlap(possible + missing, similarity)) return false;
            if (hashes.IsEmpty) return true;
            var count = Math.Min(HashesBetweenChecks, hashes.Length);
            foreach (var hash in hashes[..count])
            {
                var has = index.MayHave(hash) ? 1UL : 0;
                ref var word = ref bits[(int)(hash >> 40) & (words - 1)];
                var bit = (has ^ 1) << (int)(hash >> 34);
                known += (int)has;
                missing += (bit & ~word) != 0 ? 1 : 0;
                word |= bit;
            }

            hashes = hashes[count..];
        }
    }

    /// <summary>Numbers the shingles that the index has; gives up when too few are left.</summary>
    private bool TryNumber(ReadOnlySpan<ulong> set, double similarity)
    {
        var missing = set.Length - JoinIndex.RequiredOverlap(set.Length, similarity);
        _shingles.Clear();
        foreach (var hash in set)
        {
            var shingle = index.Find(hash);
            if (shingle >= 0) _shingles.Add(shingle);
            else if (--missing < 0) return false;
        }

        return true;
    }

    private ref Answer AnswerTo(Hash128 key, double similarity, out bool isKnown)
    {
        ref var answer = ref _answers[(int)key.Low & (Remembered - 1)];
        isKnown = answer.Found is not null && answer.Key == key && answer.Similarity == similarity;
        if (!isKnown) answer = new Answer(key, similarity, null);
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
    /// <param name="similarity">The similarity asked for.</param>
    private void Search(ReadOnlySpan<int> shingles, int size, int first, double similarity)
    {
        var required = JoinIndex.RequiredOverlap(size, similarity);
        var prefix = shingles.Length - required + 1;
        for (var at = first; at < prefix; at++)
        {
            foreach (var posting in index.SetsWith(shingles[at]))
            {
                if (_seen[posting.Set] == _search) continue;
                _seen[posting.Set] = _search;
                var other = index.Set(posting.Set);
                if (other.Length < required || size < JoinIndex.RequiredOverlap(other.Length, similarity)) continue;
                // This is the first shingle that both share
                var found = Jaccard(shingles[at..], other[posting.At..], size + other.Length, similarity);
                if (found >= similarity) _found.Add((posting.Set, found));
            }
        }
    }

    /// <summary>Exact where it reaches the threshold, else below it.</summary>
    private static double Jaccard(ReadOnlySpan<int> left, ReadOnlySpan<int> right, int total, double threshold)
    {
        const int StepsBetweenChecks = 32;
        var (i, j, shared) = (0, 0, 0);
        while (true)
        {
            var reachable = shared + Math.Min(left.Length - i, right.Length - j);
            var bound = (double)reachable / (total - reachable);
            if (bound < threshold || i == left.Length || j == right.Length) return bound;
            var steps = Math.Min(StepsBetweenChecks, Math.Min(left.Length - i, right.Length - j));
            for (var step = 0; step < steps; step++)
            {
                var (a, b) = (left[i], right[j]);
                i += a <= b ? 1 : 0;
                j += b <= a ? 1 : 0;
                shared += a == b ? 1 : 0;
            }
        }
    }

    private readonly record struct Answer(Hash128 Key, double Similarity, (int Set, double Similarity)[]? Found);
}
