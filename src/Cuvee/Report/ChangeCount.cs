namespace Cuvee.Report;

/// <summary>What one rule changed in one source.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Records">Records of which it changed something.</param>
/// <param name="Changes">How often.</param>
internal sealed record ChangeCount(string Source, string Rule, long Records, long Changes);
