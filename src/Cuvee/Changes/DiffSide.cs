namespace Cuvee.Changes;

/// <summary>What one of the two ledgers says of a record, as far as causes depend on it.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="File">Key of the input file.</param>
/// <param name="State">kept, dropped or quarantined.</param>
/// <param name="Stage">The stage that stopped it; else empty.</param>
/// <param name="Reason">Why; else empty.</param>
/// <param name="Split">Where it stands; else empty.</param>
internal sealed record DiffSide(string Source, string File, string State, string Stage, string Reason, string Split);
