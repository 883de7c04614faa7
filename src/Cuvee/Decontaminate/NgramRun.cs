namespace Cuvee.Decontaminate;

/// <summary>
/// Neighbouring n-grams of a record that are n-grams of benchmarks, numbered one after the other there as they follow each other here: one such fact for a
/// whole copied item.
/// </summary>
/// <param name="First">Number of the first n-gram.</param>
/// <param name="Length">How many follow each other.</param>
/// <param name="At">Where the first begins, in words of the record.</param>
public readonly record struct NgramRun(int First, int Length, int At);
