using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>Records that were read as one format.</summary>
/// <param name="Format">The format.</param>
/// <param name="Count">Records.</param>
/// <param name="Share">Of all records, 0..1: how far the data is of one format.</param>
/// <param name="Evidence">Why: the fields that the first of them was made of.</param>
public sealed record FormatCount(RecordFormat Format, long Count, double Share, string Evidence);
