namespace Cuvee.Recipes;

/// <summary>The words of a record that near-duplicates are compared by.</summary>
public enum NearText : byte
{
    /// <summary>The turns before the last assistant turn, without system.</summary>
    Prompt,

    /// <summary>The last assistant turn with its tool calls; for a preference the rejected answer too.</summary>
    Answer,

    /// <summary>All turns with their tool calls, and a rejected answer.</summary>
    Conversation,

    /// <summary>The texts of all turns.</summary>
    Text,
}
