using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>A ledger row that was dropped because of another record.</summary>
/// <param name="Row">Its index.</param>
/// <param name="Kept">The id of the other record; none when it is no identifier.</param>
/// <param name="Similarity">How similar the two are; 0 for null, as of equal ones.</param>
internal readonly record struct DroppedDuplicate(int Row, Hash128 Kept, double Similarity);
