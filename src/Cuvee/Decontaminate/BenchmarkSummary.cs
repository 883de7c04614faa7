namespace Cuvee.Decontaminate;

/// <summary>What was found of one benchmark.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Searched">Items with a text long enough to be searched for.</param>
/// <param name="Items">Items that were found.</param>
/// <param name="Records">Records in which something was found.</param>
/// <param name="Sharing">Records that share at least one n-gram, whether that is enough or not; null where only some of the records that were searched are meant.</param>
public sealed record BenchmarkSummary(Benchmark Benchmark, int Searched, int Items, int Records, int? Sharing)
{
    /// <summary>One for each benchmark of a set, in its order.</summary>
    /// <param name="set">What was searched for.</param>
    /// <param name="matches">What was found.</param>
    /// <param name="sharing">For each benchmark the records that share an n-gram; null for <see cref="Sharing"/> of null.</param>
    internal static IEnumerable<BenchmarkSummary> Of(BenchmarkSet set, IEnumerable<ContaminationMatch> matches, IReadOnlyList<int>? sharing)
    {
        var found = matches.ToLookup(match => set.Parts[match.Part].Benchmark);
        return set.Benchmarks.Select((benchmark, i) => new BenchmarkSummary(
            benchmark,
            set.Searched[i],
            found[i].Select(match => set.Parts[match.Part].Item).Distinct().Count(),
            found[i].Select(match => match.Record).Distinct().Count(),
            sharing?[i]));
    }
}
