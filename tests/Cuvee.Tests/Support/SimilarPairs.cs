namespace Cuvee.Tests.Support;

/// <summary>All pairs of similar sets by brute force: every shared element of every pair is counted.</summary>
internal static class SimilarPairs
{
    /// <summary>The pairs, the smaller index first, whose Jaccard similarity is at least <paramref name="floor"/>.</summary>
    public static Dictionary<(int Earlier, int Later), double> Of(IReadOnlyList<ulong[]> sets, double floor)
    {
        var holders = new Dictionary<ulong, List<int>>();
        var pairs = new Dictionary<(int, int), double>();
        var shared = new int[sets.Count];
        var met = new List<int>();
        for (var later = 0; later < sets.Count; later++)
        {
            foreach (var element in sets[later])
            {
                if (!holders.TryGetValue(element, out var earlier)) holders.Add(element, earlier = []);
                foreach (var other in earlier)
                {
                    if (shared[other]++ == 0) met.Add(other);
                }

                earlier.Add(later);
            }

            foreach (var other in met)
            {
                var similarity = (double)shared[other] / (sets[later].Length + sets[other].Length - shared[other]);
                if (similarity >= floor) pairs.Add((other, later), similarity);
                shared[other] = 0;
            }

            met.Clear();
        }

        return pairs;
    }
}
