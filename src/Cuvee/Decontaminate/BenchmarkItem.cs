using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>One task of a benchmark.</summary>
/// <param name="Name">Its own id, else the number of its line.</param>
/// <param name="Parts">Its texts. Several of one kind are scored apart: turns, choices, reference answers.</param>
public sealed record BenchmarkItem(string Name, ImmutableArray<BenchmarkText> Parts);

/// <summary>A text of an item.</summary>
public readonly record struct BenchmarkText(PartKind Kind, Utf8 Text);
