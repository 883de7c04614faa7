using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>A record that is shown.</summary>
/// <param name="File">What its file is called.</param>
/// <param name="Line">1-based line or row.</param>
/// <param name="Item">0-based index within the line.</param>
/// <param name="Format">What it was read as.</param>
/// <param name="Json">The record as one JSON object: its messages, then what else there is.</param>
public sealed record SampledRecord(string File, long Line, long Item, RecordFormat Format, Utf8 Json);
