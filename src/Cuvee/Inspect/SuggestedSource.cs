using System.Collections.Immutable;

namespace Cuvee.Inspect;

/// <summary>How a recipe could read files that are alike.</summary>
public sealed record SuggestedSource
{
    /// <summary>Follows the rule of names, and no other source has it.</summary>
    public required string Name { get; init; }

    /// <summary>Paths or a glob, from the folder that was asked from.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>The output format that the records suit: messages, preference, kto or text.</summary>
    public required string Output { get; init; }

    /// <summary>What the records were read as, with their numbers, for a comment.</summary>
    public required string Description { get; init; }

    public required long Records { get; init; }

    /// <summary>Columns to read as a prompt and an answer, or as a text, where no format fits; else empty.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Map { get; init; }

    /// <summary>The dotted path of a quality score; null when there is none.</summary>
    public required string? ScoreField { get; init; }

    /// <summary>The upper end of its scale from 0: 1, 10 or 100.</summary>
    public required int ScoreScale { get; init; }

    /// <summary>Tags, with the dotted paths of the fields that hold them.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Tags { get; init; }

    /// <summary>What the output format loses of some records: label, rejected.</summary>
    public required ImmutableArray<string> Losses { get; init; }

    /// <summary>Records without an answer, or with an empty one.</summary>
    public required long Unanswered { get; init; }

    /// <summary>Records with tool calls or tool definitions.</summary>
    public required long WithTools { get; init; }

    public required long WithMedia { get; init; }
}
