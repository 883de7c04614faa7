using Cuvee.Json;

namespace Cuvee.Publish;

/// <summary>Some consecutive lines of a split, rendered by one worker.</summary>
internal sealed class LineBatch
{
    /// <summary>The dataset positions of the lines.</summary>
    public required int[] Positions { get; init; }

    /// <summary>The lines, each with its line feed.</summary>
    public ByteBuffer Bytes { get; } = new(256 * 1024);

    /// <summary>Length of each line with its line feed.</summary>
    public required int[] Lengths { get; init; }

    /// <summary>The first 64 bits of the SHA-256 of each line without its line feed.</summary>
    public required ulong[] Hashes { get; init; }

    /// <summary>What the conversion lost of each line; null when nothing was lost of any.</summary>
    public Losses[]? Losses { get; set; }

    /// <summary>Lines that could not be rows, with what they lack.</summary>
    public List<(int Position, string Problem)> Impossible { get; } = [];
}
