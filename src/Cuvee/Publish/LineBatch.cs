using Cuvee.Json;
using Cuvee.Verify;

namespace Cuvee.Publish;

/// <summary>Some consecutive lines of a split, rendered by one worker. Its memory serves again when the lines are written.</summary>
internal sealed class LineBatch
{
    /// <summary>The dataset positions of the lines.</summary>
    public int[] Positions { get; private set; } = [];

    /// <summary>The lines, each with its line feed.</summary>
    public ByteBuffer Bytes { get; } = new(256 * 1024);

    /// <summary>Length of each line with its line feed.</summary>
    public int[] Lengths { get; private set; } = [];

    /// <summary>The hash of each line without its line feed.</summary>
    public KnownHash[] Hashes { get; private set; } = [];

    /// <summary>What the conversion lost of each line.</summary>
    public Losses[] Losses { get; private set; } = [];

    /// <summary>Lines that could not be rows, with what they lack.</summary>
    public List<(int Position, string Problem)> Impossible { get; } = [];

    /// <summary>Empties the batch and makes room for other lines.</summary>
    public void Reset(int[] positions)
    {
        Positions = positions;
        Bytes.Clear();
        Impossible.Clear();
        if (Lengths.Length == positions.Length) return;
        Lengths = new int[positions.Length];
        Hashes = new KnownHash[positions.Length];
        Losses = new Losses[positions.Length];
    }
}
