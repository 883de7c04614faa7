namespace Cuvee.Inspect;

/// <summary>A stretch of text that seems to have been decoded wrongly.</summary>
/// <param name="Place">The record.</param>
/// <param name="Before">As it stands there.</param>
/// <param name="After">What the rule <c>encoding: repair</c> would make of it.</param>
public sealed record RepairExample(NamedPlace Place, string Before, string After);
