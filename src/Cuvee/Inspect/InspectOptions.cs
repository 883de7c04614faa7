using Cuvee.Engine;
using Cuvee.FastText;
using Cuvee.Ingest;
using Cuvee.Tokens;

namespace Cuvee.Inspect;

/// <summary>How an inspection runs. Only the sample, the quality and the encoding show in the report.</summary>
public sealed record InspectOptions
{
    /// <summary>How many records to show, chosen by rank.</summary>
    public int Sample { get; init; }

    /// <summary>Whether the measuring filters run over all records, which takes about as long again.</summary>
    public bool Quality { get; init; }

    /// <summary>The files' declared encoding, by its IANA name; null reads UTF-8, or UTF-16 where there is a byte order mark.</summary>
    public string? Encoding { get; init; }

    /// <summary>What counts tokens; null counts none.</summary>
    public TokenMeasure? Tokens { get; init; }

    /// <summary>What tells languages apart; null leaves it at scripts.</summary>
    public FastTextModel? Languages { get; init; }

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    public int Threads { get; init; } = System.Environment.ProcessorCount;

    public int BlockBytes { get; init; } = Block.DefaultBytes;

    /// <summary>
    /// How many different contents, and prompts, are held at a time to find duplicates: 48 bytes each, for each file and, where there are several, for all of
    /// them. Of more, a sample by hash is held, and the report says so.
    /// </summary>
    public int MaxKeys { get; init; } = 1 << 20;

    public IProgress Progress { get; init; } = new NoProgress();
}
