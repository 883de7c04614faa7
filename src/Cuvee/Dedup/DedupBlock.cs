using Cuvee.Converting;
using Cuvee.Engine;
using Cuvee.Json;

namespace Cuvee.Dedup;

/// <summary>What a worker made of one block; committed in file order. Numbers of records and places of staged bytes are relative to the block.</summary>
internal sealed class DedupBlock
{
    public List<DedupItem> Items { get; } = [];

    public List<DedupFact> Facts { get; } = [];

    /// <summary>For each fact one signature; empty when there are none.</summary>
    public ByteBuffer Signatures { get; } = new(0);

    /// <summary>Lines that cannot be read where they lie, and <see cref="Rows"/>.</summary>
    public ByteBuffer Staged { get; } = new(0);

    /// <summary>Records that share an item with others: each one's row and extras among the staged bytes.</summary>
    public List<DedupRow> Rows { get; } = [];

    /// <summary>Lines for the quarantine.</summary>
    public ByteBuffer Quarantine { get; } = new(0);

    /// <summary>By reason.</summary>
    public PlacedCounts Quarantined { get; private set; } = new();

    public void Clear()
    {
        Items.Clear();
        Facts.Clear();
        Rows.Clear();
        foreach (var buffer in (ReadOnlySpan<ByteBuffer>)[Signatures, Staged, Quarantine]) buffer.Clear();
        Quarantined = new PlacedCounts();
    }
}
