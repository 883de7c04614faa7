using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>What one worker saw in one block.</summary>
internal sealed class InspectedBlock(int sample)
{
    public ContentTally Tally { get; } = new(int.MaxValue);

    /// <summary>One per record, in order.</summary>
    public List<RecordFacts> Facts { get; } = [];

    /// <summary>What <see cref="QualityMeasures"/> measured, one record after the other; empty where nobody asked.</summary>
    public List<double> Quality { get; } = [];

    public RankedSample Sample { get; } = new(sample);
}

/// <summary>What is compared and measured of one record.</summary>
/// <param name="Content">Identity of the whole content.</param>
/// <param name="Prompt">Identity of the prompt.</param>
/// <param name="Answer">Mark of the answer.</param>
/// <param name="PromptLength">Characters before the last answer, without system.</param>
/// <param name="AnswerLength">Characters of the last answer.</param>
/// <param name="Length">Characters of all turns.</param>
/// <param name="Turns">Number of turns.</param>
/// <param name="Tokens">Tokens of the rendered conversation; -1 where nobody counts, or the template refuses it.</param>
/// <param name="Bytes">UTF-8 bytes of all turns.</param>
/// <param name="Place">Where it stands.</param>
internal readonly record struct RecordFacts(Hash128 Content, Hash128 Prompt, ulong Answer, long PromptLength, long AnswerLength, long Length, int Turns, long Tokens, long Bytes, RecordPlace Place);
