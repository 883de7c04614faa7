namespace Cuvee.Inspect;

/// <summary>Records that were there before.</summary>
/// <param name="Content">With an earlier record's whole content.</param>
/// <param name="Prompt">With an earlier record's prompt, whatever the answer.</param>
/// <param name="Conflicts">Of those, with another answer or label than the first record of the prompt.</param>
/// <param name="OneIn">1 when every record was compared; else the counts are estimates from one key in so many.</param>
public sealed record DuplicateSummary(long Content, long Prompt, long Conflicts, long OneIn);
