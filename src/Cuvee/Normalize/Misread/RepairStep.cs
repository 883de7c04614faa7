namespace Cuvee.Normalize.Misread;

/// <summary>One stretch of a text that a repair changed.</summary>
/// <param name="Start">Where the stretch begins in the text as it was, in bytes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Codec">The IANA name of the codec that UTF-8 had been read with, the last of several; empty for the other kinds.</param>
/// <param name="Rounds">How many times over it had been misread; 0 for the other kinds.</param>
/// <param name="Result">What stands in its place now.</param>
public readonly record struct RepairStep(int Start, int Length, RepairKind Kind, string Codec, int Rounds, string Result);
