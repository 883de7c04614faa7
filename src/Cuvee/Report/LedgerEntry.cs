using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Interop;

namespace Cuvee.Report;

/// <summary>One row of a ledger: what became of one input record. Null where the ledger has null.</summary>
public sealed record LedgerEntry
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public string? Family { get; init; }

    /// <summary>The key of the input file.</summary>
    public required string File { get; init; }

    /// <summary>1-based line or row.</summary>
    public required long Line { get; init; }

    /// <summary>0-based index within the line.</summary>
    public required long Item { get; init; }

    public required string State { get; init; }

    public string? Stage { get; init; }

    public string? Reason { get; init; }

    public double? Measured { get; init; }

    public double? Threshold { get; init; }

    /// <summary>The record that it repeats; for a contaminated one the benchmark's item that is in it.</summary>
    public string? OtherId { get; init; }

    /// <summary>How alike it and the other one are, 0..1.</summary>
    public double? Similarity { get; init; }

    /// <summary>How often each rule changed its texts.</summary>
    public required ImmutableArray<(string Rule, int Count)> Changes { get; init; }

    public string? ContentHash { get; init; }

    /// <summary>Lines that were written of it.</summary>
    public required int Copies { get; init; }

    public string? Split { get; init; }

    public string? OutputFile { get; init; }

    /// <summary>1-based; of the first copy.</summary>
    public long? OutputLine { get; init; }

    public string? OutputHash { get; init; }

    /// <summary>The tags but the family, as a JSON object.</summary>
    public string? Tags { get; init; }

    public bool IsKept => State == Stages.Kept;

    /// <summary>Where it was read: <c>file:line</c>, or <c>file:line:item</c> where it is not the first item of the line.</summary>
    public string Place => Item == 0 ? $"{File}:{Line}" : $"{File}:{Line}:{Item}";
}
