using System.Globalization;

namespace Cuvee.Publish;

/// <summary>
/// Writes the lines of one split, cutting a new shard before a line that would take the current one over the limit. The number of shards is
/// part of every name, so files get their names at the end.
/// </summary>
internal sealed class ShardWriter(string folder, int split, string splitName, string kind, long shardBytes) : IDisposable
{
    private readonly List<(string Path, long Records)> _shards = [];
    private Stream? _stream;
    private long _bytes;
    private long _records;

    /// <summary>The files, once <see cref="Finish"/> has named them.</summary>
    public List<ShardFile> Files { get; } = [];

    /// <summary>Index of the shard that the next line goes to, unless it does not fit.</summary>
    public int Current => Math.Max(0, _shards.Count - 1);

    /// <summary>Lines in the current shard.</summary>
    public long Records => _records;

    /// <summary>How many of the lines (given by their lengths with line feed, from <paramref name="from"/>) fit in the current shard; opens the next one when none does.</summary>
    public int Room(ReadOnlySpan<int> lengths, int from)
    {
        if (_stream is null || (_records > 0 && _bytes + lengths[from] > shardBytes)) Open();
        var bytes = _bytes;
        var to = from;
        do bytes += lengths[to++];
        while (to < lengths.Length && bytes + lengths[to] <= shardBytes);
        return to - from;
    }

    /// <summary>Writes whole lines that fit.</summary>
    public void Write(ReadOnlySpan<byte> lines, int count)
    {
        _stream!.Write(lines);
        _bytes += lines.Length;
        _records += count;
    }

    /// <summary>Closes the last shard and gives all their names. A split without lines has no file.</summary>
    public List<ShardFile> Finish()
    {
        Close();
        var extension = kind == "parquet" ? "jsonl" : kind;
        for (var i = 0; i < _shards.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{splitName}-{i:D5}-of-{_shards.Count:D5}.{extension}");
            File.Move(_shards[i].Path, Path.Combine(folder, name));
            Files.Add(new ShardFile(split, $"data/{name}", _shards[i].Records));
        }

        return Files;
    }

    public void Dispose() => _stream?.Dispose();

    private void Open()
    {
        Close();
        var path = Path.Combine(folder, $"{splitName}-{_shards.Count}.part");
        _stream = FileKinds.Create(path, kind);
        _shards.Add((path, 0));
        (_bytes, _records) = (0, 0);
    }

    private void Close()
    {
        if (_stream is null) return;
        _stream.Dispose();
        _stream = null;
        _shards[^1] = _shards[^1] with { Records = _records };
    }
}
