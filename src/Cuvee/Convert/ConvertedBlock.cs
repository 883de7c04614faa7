using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Converting;

/// <summary>What one worker made of one block of input.</summary>
internal sealed class ConvertedBlock
{
    /// <summary>The rows, each with its line feed.</summary>
    public ByteBuffer Rows { get; } = new(64 * 1024);

    public long RowCount { get; set; }

    /// <summary>Bytes of the longest row with its line feed.</summary>
    public int LongestRow { get; set; }

    /// <summary>What could not be read, as lines of quarantine.jsonl.</summary>
    public ByteBuffer Quarantine { get; } = new(0);

    /// <summary>By reason.</summary>
    public PlacedCounts Quarantined { get; } = new();

    /// <summary>Losses by their words.</summary>
    public PlacedCounts Losses { get; } = new();

    /// <summary>Records that cannot be rows of the format, by what they lack.</summary>
    public PlacedCounts Impossible { get; } = new();

    /// <summary>Records read as each format.</summary>
    public long[] Formats { get; } = new long[Enum.GetValues<RecordFormat>().Length];

    public long DuplicateKeys { get; set; }
}
