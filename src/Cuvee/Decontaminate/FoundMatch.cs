namespace Cuvee.Decontaminate;

/// <summary>A match with its place and the words that matched.</summary>
/// <param name="File">What the input file is called.</param>
/// <param name="Line">Line of the record, as in the ledger.</param>
/// <param name="Element">0-based index of the record within the line, as in the ledger.</param>
/// <param name="Match">What was found.</param>
/// <param name="Excerpt">The longest run, side by side.</param>
public sealed record FoundMatch(string File, long Line, long Element, ContaminationMatch Match, MatchExcerpt Excerpt);
