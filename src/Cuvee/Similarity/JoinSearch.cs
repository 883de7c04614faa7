using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>Finds the sets of a <see cref="JoinIndex"/> that are similar to given ones. Remembers what it found for some sets, as the same may come again and again. One thread at a time.</summary>
internal sealed class JoinSearch(JoinIndex index)
{
    private const int Remembered = 1024;

    private readonly int[] _seen = new int[index.Count];
    private readonly List<int> _shingles = [];
    private readonly List<(int Set, double Similarity)> _found = [];
    private readonly Answer[] _answers = new Answer[Remembered];
    private int _search;

    /// <summary>The sets with at least the given similarity, which is not below the floor of the index, by number; valid until the next call.</summary>
    public ReadOnlySpan<(int Set, double Similarity)> Find(ReadOnlySpan<ulong> set, double similarity)
    {
        if (set.Length == 0 || !TryNumber(set, similarity)) return [];
        var key = JoinIndex.Key(set);
        ref var answer = ref _answers[(int)key.Low & (Remembered - 1)];
        if (answer.Found is null || answer.Key != key || answer.Similarity != similarity)
        {
            Search(set.Length, similarity);
            answer = new Answer(key, similarity, [.. _found]);
        }

        return answer.Found;
    }

    /// <summary>Puts the shingles that the index has into the common order; gives up when too few are left.</summary>
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

    private void Search(int size, double similarity)
    {
        _found.Clear();
        _search++;
        _shingles.Sort();
        var shingles = CollectionsMarshal.AsSpan(_shingles);
        // Shingles that no indexed set has are rarer than all others and come before them
        var unknown = size - shingles.Length;
        var required = JoinIndex.RequiredOverlap(size, similarity);
        var prefix = size - required + 1 - unknown;
        for (var at = 0; at < prefix; at++)
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

        _found.Sort((left, right) => left.Set.CompareTo(right.Set));
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
