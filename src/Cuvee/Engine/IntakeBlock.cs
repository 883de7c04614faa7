using Cuvee.Decontaminate;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>What one worker made of one block of input; committed in file order.</summary>
internal sealed class IntakeBlock
{
    /// <summary>One per input record, in order. Offsets are relative to <see cref="Rows"/> and <see cref="Extras"/>.</summary>
    public List<Fact> Facts { get; } = [];

    /// <summary>One per fact.</summary>
    public List<Place> Places { get; } = [];

    /// <summary>Values of all tags, one list per fact; empty for a quarantined record.</summary>
    public List<string[]> Tags { get; } = [];

    /// <summary>Keys of the fields a split keeps together: for each fact as many as there are fields.</summary>
    public List<Hash128> Together { get; } = [];

    /// <summary>Changes made by each normalizer, for the facts that were changed: (index of the fact, counts in the order of the normalizers).</summary>
    public List<(int Fact, int[] Counts)> Changes { get; } = [];

    /// <summary>What was found as personal data, one line behind the other.</summary>
    public ByteBuffer Review { get; } = new(0);

    /// <summary>Of each of these lines the index of its fact and its length.</summary>
    public List<(int Fact, int Length)> ReviewLines { get; } = [];

    /// <summary>The staged rows, one behind the other.</summary>
    public ByteBuffer Rows { get; } = new(256 * 1024);

    /// <summary>The extras of staged records, one behind the other.</summary>
    public ByteBuffer Extras { get; } = new();

    /// <summary>The signatures, one behind the other: for each fact as many bytes.</summary>
    public ByteBuffer Signatures { get; } = new(0);

    /// <summary>For each set of benchmarks what was found, for each fact; empty when nobody looks for any.</summary>
    public List<Observations> Observations { get; } = [];

    /// <summary>What could not be read.</summary>
    public List<QuarantineRow> Quarantined { get; } = [];

    /// <summary>Records read as each format.</summary>
    public int[] Formats { get; } = new int[Enum.GetValues<RecordFormat>().Length];

    public long DuplicateKeys { get; set; }

    /// <summary>Empties the block, so that its memory serves the next one.</summary>
    public void Clear()
    {
        Facts.Clear();
        Places.Clear();
        Tags.Clear();
        Together.Clear();
        Changes.Clear();
        Review.Clear();
        ReviewLines.Clear();
        Rows.Clear();
        Extras.Clear();
        Signatures.Clear();
        Observations.ForEach(observations => observations.Clear());
        Quarantined.Clear();
        Array.Clear(Formats);
        DuplicateKeys = 0;
    }

    /// <summary>Gives the quarantined row of a fact, if it has one, the number that its place got.</summary>
    /// <param name="fact">Its index; facts are asked for in their order.</param>
    /// <param name="item">The number.</param>
    /// <param name="row">Where the search goes on: 0 for the first fact of the block, then what the last call left.</param>
    public void Renumber(int fact, long item, ref int row)
    {
        while (row < Quarantined.Count && Quarantined[row].Fact < fact) row++;
        if (row < Quarantined.Count && Quarantined[row].Fact == fact) Quarantined[row] = Quarantined[row] with { Origin = Quarantined[row].Origin with { Item = item } };
    }
}

/// <summary>One item that is no record.</summary>
/// <param name="Fact">Index of its fact in the block.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Reason">A fixed word.</param>
/// <param name="Detail">What is wrong, for people.</param>
/// <param name="Raw">The bytes as they stand in the input.</param>
internal sealed record QuarantineRow(int Fact, Origin Origin, string Reason, string Detail, Utf8 Raw);
