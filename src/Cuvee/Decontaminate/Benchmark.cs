using System.Collections.Immutable;

namespace Cuvee.Decontaminate;

/// <summary>A benchmark as it was read.</summary>
/// <param name="Name">As given, else from the file's name.</param>
/// <param name="Split">The split that the file's name tells (train, validation, test), else empty.</param>
/// <param name="File">What the file is called.</param>
/// <param name="Sha256">Of the file as stored, in hexadecimal.</param>
/// <param name="Items">In file order.</param>
/// <param name="Unreadable">How many values of the file are no items, the first with its line; they are searched for by nobody.</param>
public sealed record Benchmark(string Name, string Split, string File, string Sha256, ImmutableArray<BenchmarkItem> Items, ImmutableArray<string> Unreadable);
