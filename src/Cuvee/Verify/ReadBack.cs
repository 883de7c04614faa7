using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>
/// Reads the emitted files from disk again, once: their hashes, and the facts of every line, recomputed from its bytes. What the gates say
/// rests on this, not on what the build believes it wrote.
/// </summary>
internal sealed class ReadBack
{
    private readonly LineProblems _problems = new();

    /// <summary>The first line of each block and its offset in the uncompressed file.</summary>
    private readonly List<(int Line, long ByteOffset)> _marks = [];

    /// <summary>The files of <c>data/</c> in the order of their names (by UTF-8 bytes).</summary>
    public List<EmittedFile> Files { get; } = [];

    /// <summary>The lines of all files, one behind the other.</summary>
    public ChunkedList<EmittedLine> Lines { get; } = new();

    /// <summary>Where a line stands, by its index: <c>data/train-00000-of-00001.jsonl:31</c>.</summary>
    public string Place(int line)
    {
        var file = Files[FileOf(line)];
        return $"{file.Path}:{line - file.FirstLine + 1}";
    }

    /// <summary>Index of the file that holds a line.</summary>
    public int FileOf(int line) => Files.FindLastIndex(file => file.FirstLine <= line && file.Lines > 0);

    /// <summary>Where in its uncompressed file a line stands that lies little before the given one, or is it.</summary>
    public (int Line, long ByteOffset) MarkBefore(int line)
    {
        var next = _marks.BinarySearch((line, long.MaxValue));
        return _marks[(next < 0 ? ~next : next) - 1];
    }

    /// <summary>What is wrong with lines; index 0 is nothing.</summary>
    public IReadOnlyList<string> Problems => _problems.Texts;

    /// <summary>Reads <c>data/</c> of a dataset's folder.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="row">The output format.</param>
    /// <param name="known">What a build knows of the lines; null when verifying.</param>
    /// <param name="memory">What an earlier build found in such lines; null for nothing, as when verifying.</param>
    /// <param name="threads">Workers.</param>
    /// <param name="progress">Told of bytes read.</param>
    public static ReadBack Of(string folder, RowReading row, KnownLines? known, LineMemory? memory, int threads, IProgress progress)
    {
        var readBack = new ReadBack();
        var data = Path.Combine(folder, "data");
        if (!Directory.Exists(data)) return readBack;
        foreach (var path in Directory.GetFiles(data, "*").Order(StringComparer.Ordinal)) readBack.Read(path, row, known, memory, threads, progress);
        return readBack;
    }

    private void Read(string path, RowReading row, KnownLines? known, LineMemory? memory, int threads, IProgress progress)
    {
        var name = Path.GetFileName(path);
        var first = Lines.Count;
        string? damage = null;
        var digest = default(InputDigest);
        var contentHash = string.Empty;
        try
        {
            using var lines = LineStream.Open(path, $"data/{name}");
            var (read, lists) = (0L, new Recycled<List<EmittedLine>>());
            void Commit((List<EmittedLine> Lines, long ByteOffset, long BytesRead) result)
            {
                _marks.Add((Lines.Count, result.ByteOffset));
                foreach (ref readonly var line in CollectionsMarshal.AsSpan(result.Lines)) Lines.Add(line);
                lists.Return(result.Lines);
                progress.Advance(result.BytesRead - read);
                read = result.BytesRead;
            }

            Ordered.ForEach<(Block, long), (List<EmittedLine>, long, long)>(lines.Blocks(), threads, () => new LineReader(row, known, memory, known?.FirstOf($"data/{name}") ?? 0, _problems, lists).Read, Commit);
            (digest, contentHash) = (lines.Digest, lines.ContentSha256);
        }
        catch (CuveeException exception)
        {
            damage = exception.Message;
            using var raw = File.OpenRead(path);
            digest = new InputDigest(raw.Length, Convert.ToHexStringLower(SHA256.HashData(raw)));
        }

        Files.Add(new EmittedFile($"data/{name}", SplitOf(name), digest.ByteCount, digest.Sha256, contentHash, first, Lines.Count - first, damage));
    }

    /// <summary>The name up to the shard's number: <c>train</c> of <c>train-00000-of-00004.jsonl</c>.</summary>
    private static string SplitOf(string name)
    {
        var of = name.LastIndexOf("-of-", StringComparison.Ordinal);
        var dash = of < 1 ? -1 : name.LastIndexOf('-', of - 1);
        return dash < 1 ? name : name[..dash];
    }
}
