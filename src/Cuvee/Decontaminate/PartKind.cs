namespace Cuvee.Decontaminate;

/// <summary>What a text of a benchmark item is. Each is scored apart: a passage from the web gives no answer away.</summary>
public enum PartKind : byte
{
    Question,
    Answer,
    Passage,
}
