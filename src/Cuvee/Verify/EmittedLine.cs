using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>What is known of one emitted line from its bytes alone.</summary>
internal struct EmittedLine
{
    /// <summary>The first 64 bits of the SHA-256 of the line without its line feed.</summary>
    public ulong Hash;

    /// <summary>A fast 64-bit hash of the same bytes; with the other it is the line, as far as a memory of lines goes.</summary>
    public ulong Mark;

    /// <summary>The content hash, recomputed; none when the line is no row, or holds what its container cannot spell.</summary>
    public Hash128 Content;

    /// <summary>The key of the prompt, recomputed; none when there is none.</summary>
    public Hash128 Prompt;

    /// <summary>The id in its metadata; none when it has none.</summary>
    public Hash128 Id;

    /// <summary>Unicode characters of all turns; of a preference without those of the rejected ones.</summary>
    public int Characters;

    /// <summary>Bytes of the line without its line feed.</summary>
    public int Length;

    /// <summary>Index in the list of what is wrong with the row's structure; 0 = nothing.</summary>
    public ushort Problem;

    /// <summary>0 = no label, 1 = false, 2 = true.</summary>
    public byte Label;

    /// <summary>Whether there is an assistant turn with a text or a tool call.</summary>
    public bool IsSupervised;

    /// <summary>Whether the line was looked through for personal data, and none was found; never true where nobody looks for it.</summary>
    public bool HoldsNoPersonalData;

    /// <summary>The same of n-grams of the benchmarks that records are dropped for.</summary>
    public bool SharesNoNgram;
}
