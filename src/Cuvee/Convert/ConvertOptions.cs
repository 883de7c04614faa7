using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Recipes;

namespace Cuvee.Converting;

/// <summary>What a conversion writes and how it runs. The last three do not show in the output.</summary>
public sealed record ConvertOptions
{
    /// <summary>One of <see cref="Publish.RowFormats.Words"/>.</summary>
    public required string To { get; init; }

    /// <summary>Losses that are allowed: turns, tools, label, system, thinking, media, rejected.</summary>
    public ImmutableArray<string> Allow { get; init; } = [];

    /// <summary>What the records are read as: <c>auto</c>, or a word of the recipe's <c>format</c>.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>What a column is read as (<c>user</c>), to its dotted path (<c>problem</c>). Where there is a map, nothing is guessed.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Map { get; init; } = [];

    /// <summary>Name of the list of turns in the messages format: messages or conversations.</summary>
    public string Key { get; init; } = "messages";

    /// <summary>Of prompt_completion: messages (lists of turns) or text.</summary>
    public string Style { get; init; } = "messages";

    /// <summary>Which metadata each row gets. A conversion knows no source, family, tags, licence or split: these are null.</summary>
    public MetadataRule Metadata { get; init; } = new(IsFull: false, []);

    /// <summary>The inputs' declared encoding, by its IANA name; null reads UTF-8, or UTF-16 where there is a byte order mark.</summary>
    public string? Encoding { get; init; }

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    public int Threads { get; init; } = Environment.ProcessorCount;

    public int BlockBytes { get; init; } = Block.DefaultBytes;

    public IProgress Progress { get; init; } = new NoProgress();
}
