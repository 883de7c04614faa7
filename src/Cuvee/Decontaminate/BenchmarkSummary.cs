namespace Cuvee.Decontaminate;

/// <summary>What was found of one benchmark.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Searched">Items with a text long enough to be searched for.</param>
/// <param name="Items">Items that were found.</param>
/// <param name="Records">Records in which something was found.</param>
/// <param name="Sharing">Records that share at least one n-gram, whether that is enough or not.</param>
public sealed record BenchmarkSummary(Benchmark Benchmark, int Searched, int Items, int Records, int Sharing);
