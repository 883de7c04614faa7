namespace Cuvee.Recipes;

/// <summary>The parts of a record that exact dedup can compare; an empty key equals nothing.</summary>
public enum DedupKey : byte
{
    /// <summary>The turns before the last assistant turn, without system.</summary>
    Prompt,

    /// <summary>The first user turn; for alpaca the instruction alone.</summary>
    FirstUser,

    /// <summary>Everything but the label.</summary>
    Conversation,

    /// <summary>All turn texts joined by one space, white space collapsed.</summary>
    Text,
}
