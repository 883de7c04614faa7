namespace Cuvee.Recipes;

/// <summary>A fixed word in the ledger for why a record was dropped.</summary>
/// <param name="Word">The word.</param>
/// <param name="Meaning">What it says, one line.</param>
public sealed record Reason(string Word, string Meaning);
