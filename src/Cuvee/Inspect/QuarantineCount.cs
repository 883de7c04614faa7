using System.Collections.Immutable;

namespace Cuvee.Inspect;

/// <summary>What is no record, for one reason.</summary>
/// <param name="Reason">A fixed word, see <see cref="Engine.QuarantineReasons"/>.</param>
/// <param name="Count">Items.</param>
/// <param name="Places">The first three.</param>
public sealed record QuarantineCount(string Reason, long Count, ImmutableArray<QuarantinePlace> Places);
