using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>What is written.</summary>
public sealed record Output
{
    public required Mark Mark { get; init; }

    /// <summary>messages, sharegpt, alpaca, prompt_completion, preference, kto or text.</summary>
    public required string Format { get; init; }

    /// <summary>jsonl, jsonl.gz, jsonl.zst or parquet.</summary>
    public required string Files { get; init; }

    public required MetadataRule Metadata { get; init; }

    /// <summary>A shard is closed before it would exceed this many bytes, uncompressed.</summary>
    public required long ShardBytes { get; init; }

    /// <summary>Whether all splits are written to one file as well.</summary>
    public required bool IsCompiled { get; init; }

    /// <summary>The list's name under <c>messages</c>: messages or conversations.</summary>
    public required string Key { get; init; }

    /// <summary>Under <c>prompt_completion</c>: messages (lists) or text (strings).</summary>
    public required string Style { get; init; }

    /// <summary>Losses of the conversion that are allowed: turns, tools, label, system, thinking, media, rejected.</summary>
    public required ImmutableArray<string> Allow { get; init; }
}
