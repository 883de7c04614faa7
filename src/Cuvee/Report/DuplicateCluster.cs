namespace Cuvee.Report;

/// <summary>A record in whose favour others were dropped.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Its source; empty where the dataset only compares with it.</param>
/// <param name="Place">Where it was read; its id where the dataset only compares with it.</param>
/// <param name="Stage">The stage that dropped the others; the first by name where there are two.</param>
/// <param name="Dropped">How many.</param>
/// <param name="OutputFile">Where it was written; empty where a later stage dropped it too.</param>
/// <param name="OutputLine">1-based; 0 likewise.</param>
internal sealed record DuplicateCluster(string Id, string Source, string Place, string Stage, long Dropped, string OutputFile, long OutputLine);
