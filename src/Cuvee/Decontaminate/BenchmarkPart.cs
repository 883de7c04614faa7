using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>A text of a benchmark item as it is searched for.</summary>
/// <param name="Benchmark">Index of the benchmark in its set.</param>
/// <param name="Item">Index of the item in its benchmark.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written.</param>
/// <param name="FirstWord">Where its words begin among all words of the set.</param>
/// <param name="WordCount">How many words it has.</param>
internal readonly record struct BenchmarkPart(int Benchmark, int Item, PartKind Kind, Utf8 Text, int FirstWord, int WordCount);
