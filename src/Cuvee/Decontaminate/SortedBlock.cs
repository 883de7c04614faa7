using Cuvee.Converting;
using Cuvee.Json;

namespace Cuvee.Decontaminate;

/// <summary>The items of one block, sorted by what becomes of them.</summary>
internal sealed class SortedBlock
{
    /// <summary>Lines that stay.</summary>
    public ByteBuffer Kept { get; } = new(64 * 1024);

    public ByteBuffer Removed { get; } = new(0);

    public ByteBuffer Quarantine { get; } = new(0);

    public long KeptCount { get; set; }

    public long RemovedCount { get; set; }

    /// <summary>Kept lines that say what was found in them.</summary>
    public long FlaggedCount { get; set; }

    /// <summary>By reason.</summary>
    public PlacedCounts Quarantined { get; private set; } = new();

    /// <summary>Records of the block.</summary>
    public int RecordCount { get; set; }

    public List<FoundMatch> Found { get; } = [];

    public void Clear()
    {
        foreach (var buffer in (ReadOnlySpan<ByteBuffer>)[Kept, Removed, Quarantine]) buffer.Clear();
        (KeptCount, RemovedCount, FlaggedCount, RecordCount) = (0, 0, 0, 0);
        Quarantined = new PlacedCounts();
        Found.Clear();
    }
}
