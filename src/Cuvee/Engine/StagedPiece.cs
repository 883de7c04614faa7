using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>A stretch of a staged file that is read as a whole.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Mark">Of the bytes as they were written, see <see cref="Mix64"/>.</param>
internal readonly record struct StagedPiece(long At, int Length, ulong Mark);
