namespace Cuvee.Publish;

/// <summary>What a conversion can lose. The recipe allows a loss by the snake-case word (<c>output: { allow: [tools] }</c>).</summary>
[Flags]
public enum Losses : byte
{
    None = 0,

    /// <summary>Turns, their order or their speakers' names, that the format has no place for.</summary>
    Turns = 1,

    /// <summary>Tool calls, tool results or tool definitions.</summary>
    Tools = 2,

    /// <summary>The KTO label.</summary>
    Label = 4,

    /// <summary>The system turn.</summary>
    System = 8,

    /// <summary>Reasoning kept apart from the answer.</summary>
    Thinking = 16,

    /// <summary>Images, audio, video.</summary>
    Media = 32,

    /// <summary>The rejected answer of a preference.</summary>
    Rejected = 64,
}
