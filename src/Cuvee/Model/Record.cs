using System.Collections.Immutable;

namespace Cuvee.Model;

/// <summary>One training example, whatever format it was read from. Filters see it whole, before anything is projected away.</summary>
public sealed record Record
{
    public required Origin Origin { get; init; }

    /// <summary>The format it was read as.</summary>
    public required RecordFormat Format { get; init; }

    /// <summary>The conversation. For a preference it ends with the chosen answer.</summary>
    public required ImmutableArray<Turn> Turns { get; init; }

    /// <summary>The rejected answer of a preference: the turns that take the place of those from <see cref="RejectedFrom"/> on. Empty otherwise.</summary>
    public ImmutableArray<Turn> Rejected { get; init; } = [];

    /// <summary>Index in <see cref="Turns"/> of the first turn of the chosen answer; the turns before it are the prompt of a preference.</summary>
    public int RejectedFrom { get; init; }

    /// <summary>The label of a KTO record, else null.</summary>
    public bool? Label { get; init; }

    /// <summary>Tool definitions: canonical JSON, or absent.</summary>
    public Utf8 Tools { get; init; }

    /// <summary>Images, audio or video named beside the turns: canonical JSON, or absent.</summary>
    public Utf8 Media { get; init; }

    /// <summary>For alpaca the instruction alone, without the input that the user turn joins to it; absent otherwise.</summary>
    public Utf8 Instruction { get; init; }

    /// <summary>The fields of the raw record that carry no turn, as a canonical JSON object, or absent when there are none.</summary>
    public Utf8 Extra { get; init; }

    /// <summary>Quality, brought to 0..1; NaN when the record has none.</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>Looks a field up in the raw record by a dotted path (<c>_metadata.quality_score</c>).</summary>
    public required IRawFields Raw { get; init; }
}

/// <summary>The raw record as it stood in the input, valid until the next record of the same worker is read.</summary>
public interface IRawFields
{
    FieldValue Field(string path);
}
