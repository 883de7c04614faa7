using Cuvee.Model;

namespace Cuvee.Dedup;

/// <summary>A record that was put aside as the build stages it, since its item holds others too.</summary>
/// <param name="Record">Its number.</param>
/// <param name="At">Where its row begins.</param>
/// <param name="RowLength">Bytes of the row.</param>
/// <param name="ExtraLength">Bytes of the extras behind it.</param>
/// <param name="Format">What it was read as.</param>
internal readonly record struct DedupRow(int Record, long At, int RowLength, int ExtraLength, RecordFormat Format);
