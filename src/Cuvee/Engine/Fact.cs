using Cuvee.Model;
using Cuvee.Publish;

namespace Cuvee.Engine;

/// <summary>
/// What is kept in memory of one input record, whatever became of it: a fixed number of bytes. Decisions are made on facts; the text waits
/// on disk.
/// </summary>
internal struct Fact
{
    /// <summary>Identity of the whole content; none for a quarantined record.</summary>
    public Hash128 Content;

    /// <summary>Key for exact deduplication; none equals nothing.</summary>
    public Hash128 Key;

    /// <summary>Identity of the prompt; filled when a split keeps equal prompts together.</summary>
    public Hash128 Prompt;

    /// <summary>Mark of the answer, see <see cref="RecordKeys.AnswerMark"/>.</summary>
    public ulong Answer;

    /// <summary>Fast mark of the whole content, see <see cref="Engine.ContentMark"/>.</summary>
    public ulong ContentMark;

    /// <summary>Where the staged row begins, the staged files of the source counted through.</summary>
    public long RowAt;

    /// <summary>Where what a row has no place for begins.</summary>
    public long ExtraAt;

    /// <summary>Length of the staged row with its line feed; 0 when the record was not staged.</summary>
    public int RowLength;

    /// <summary>Length of the extras; 0 when there are none.</summary>
    public int ExtraLength;

    /// <summary>Of the staged row without its line feed, see <see cref="StagedSource.MarkOf"/>.</summary>
    public uint RowMark;

    /// <summary>Of the extras.</summary>
    public uint ExtraMark;

    /// <summary>Quality, 0..1 or NaN.</summary>
    public double Score;

    /// <summary>Bytes of all turn texts.</summary>
    public int TextBytes;

    /// <summary>Tokens of the rendered conversation; null where they were not counted.</summary>
    public int? Tokens;

    /// <summary>Index in the table of tag combinations.</summary>
    public int Tags;

    /// <summary>Index in the table of outcomes: 0 while the record is alive, else the stage and reason that ended it in the first pass.</summary>
    public ushort Outcome;

    /// <summary>Index of the source in the recipe.</summary>
    public ushort Source;

    public RecordFormat Format;

    /// <summary>What the staged row leaves out of what an output may hold.</summary>
    public Losses RowLosses;

    /// <summary>0 = no label, 1 = false, 2 = true.</summary>
    public byte Label;
}
