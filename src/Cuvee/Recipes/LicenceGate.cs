using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Which licences a dataset's records may have.</summary>
/// <param name="Allowed">As they are written; compared without regard to case, as SPDX identifiers are.</param>
/// <param name="AllowsMissing">Whether a record may have none.</param>
/// <param name="Offending">The fraction of emitted lines that may have another.</param>
public sealed record LicenceGate(ImmutableArray<string> Allowed, bool AllowsMissing, Threshold Offending);
