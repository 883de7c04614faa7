namespace Cuvee.Normalize.Misread;

/// <summary>A character of a text under repair, with the bytes of the input it stands for.</summary>
/// <param name="Value">The code point; <see cref="Removed"/> when nothing is written for it.</param>
/// <param name="Start">Where its bytes begin in the input.</param>
/// <param name="End">Where they end.</param>
/// <param name="Step">What changed it; null when nothing did.</param>
/// <param name="Codec">The codec it had been misread with last.</param>
/// <param name="Rounds">How many times it had been misread.</param>
internal readonly record struct Character(int Value, int Start, int End, RepairKind? Step = null, byte Codec = 0, byte Rounds = 0)
{
    public const int Removed = -1;

    /// <summary>The value of a place whose character another one took in (<see cref="RepairText.Join"/>).</summary>
    public const int Absorbed = -2;

    public Character Changed(int value, RepairKind kind) => this with { Value = value, Step = kind };
}
