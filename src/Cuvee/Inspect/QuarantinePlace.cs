namespace Cuvee.Inspect;

/// <summary>Where something stands that is no record, and what is wrong with it.</summary>
/// <param name="File">What its file is called.</param>
/// <param name="Line">1-based line or row.</param>
/// <param name="Item">0-based index within the line.</param>
/// <param name="Detail">A clause for people.</param>
public sealed record QuarantinePlace(string File, long Line, long Item, string Detail);
