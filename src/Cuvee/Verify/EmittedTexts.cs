using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Interop;
using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Verify;

/// <summary>The emitted lines by their index, for whoever needs their texts again. Lines that cannot be read where they stand are unpacked into a file aside.</summary>
internal sealed class EmittedTexts : IDisposable
{
    private const int LinesAtATime = 1024;

    private readonly List<SafeFileHandle> _files = [];
    private readonly Line[] _lines;

    private EmittedTexts(int count) => _lines = new Line[count];

    /// <summary>Number of lines.</summary>
    public int Count => _lines.Length;

    /// <summary>Finds the lines of the files that were read back.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="readBack">The files and the number of their lines.</param>
    /// <exception cref="MissingEvidenceException">A file is damaged.</exception>
    /// <exception cref="CuveeException">A file is not what was read back.</exception>
    public static EmittedTexts Of(string folder, ReadBack readBack)
    {
        var texts = new EmittedTexts(readBack.Lines.Count);
        try
        {
            foreach (var file in readBack.Files)
            {
                if (file.Damage is { } damage) throw new MissingEvidenceException($"{file.Path} cannot be read ({damage})");
                if (!texts.TryPlace(Path.Combine(folder, file.Path), file, readBack)) texts.Add(Path.Combine(folder, file.Path), file);
            }

            return texts;
        }
        catch
        {
            texts.Dispose();
            throw;
        }
    }

    /// <summary>Reads a line without its line feed.</summary>
    /// <param name="index">Index of the line among all.</param>
    /// <param name="buffer">Grows as needed.</param>
    public Utf8 Read(int index, ref byte[] buffer)
    {
        var line = _lines[index];
        if (buffer.Length < line.Length) buffer = new byte[Math.Max(line.Length, (int)Math.Min(Array.MaxLength, line.Length * 2L))];
        StoredBytes.ReadExactly(_files[line.File], buffer.AsSpan(0, line.Length), line.At);
        return new Utf8(buffer, 0, line.Length);
    }

    /// <summary>Looks at all lines, ranges of them side by side.</summary>
    /// <param name="threads">Workers.</param>
    /// <param name="worker">Makes what looks at a range; one for each worker.</param>
    /// <param name="take">Given what is found, in the order of the lines.</param>
    public void Search<T>(int threads, Func<Func<Range, T>> worker, Action<T> take)
    {
        var ranges = Enumerable.Range(0, (Count + LinesAtATime - 1) / LinesAtATime).Select(i => new Range(i * LinesAtATime, Math.Min(Count, (i + 1) * LinesAtATime)));
        Ordered.ForEach(ranges, threads, worker, take);
    }

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    /// <summary>Finds the lines of a plain file by their lengths alone; false where anything but one line feed stands behind one of them.</summary>
    private bool TryPlace(string path, EmittedFile file, ReadBack readBack)
    {
        if (!path.EndsWith(".jsonl", StringComparison.Ordinal)) return false;
        var at = 0L;
        for (var line = file.FirstLine; line < file.FirstLine + file.Lines; line++)
        {
            _lines[line] = new Line(_files.Count, at, readBack.Lines[line].Length);
            at += readBack.Lines[line].Length + 1;
        }

        if (at != file.Bytes) return false;
        var handle = File.OpenHandle(path);
        var isPlaced = at == 0 || EndsWithLineFeed(handle, at);
        if (isPlaced) _files.Add(handle);
        else handle.Dispose();
        return isPlaced;
    }

    private static bool EndsWithLineFeed(SafeFileHandle file, long length)
    {
        Span<byte> last = stackalloc byte[1];
        return StoredBytes.ReadUpTo(file, last, length - 1) == 1 && last[0] == (byte)'\n';
    }

    private void Add(string path, EmittedFile file)
    {
        var isPlain = path.EndsWith(".jsonl", StringComparison.Ordinal);
        var target = isPlain ? File.OpenHandle(path) : Aside();
        _files.Add(target);
        var (index, at) = (file.FirstLine, 0L);
        foreach (var block in Blocks(path))
        {
            foreach (var item in block)
            {
                if (index == file.FirstLine + file.Lines) throw new CuveeException($"{file.Path}: it has changed while it was read");
                _lines[index++] = new Line(_files.Count - 1, isPlain ? item.ByteOffset : at, item.Value.Length);
                if (!isPlain) RandomAccess.Write(target, item.Value.Span, at);
                at += item.Value.Length;
            }

            block.Recycle();
        }

        if (index != file.FirstLine + file.Lines) throw new CuveeException($"{file.Path}: it has changed while it was read");
    }

    private static IEnumerable<Block> Blocks(string path)
    {
        if (path.EndsWith(".parquet", StringComparison.Ordinal))
        {
            foreach (var block in ParquetBlocks.Read(path, Block.DefaultBytes)) yield return block;
            yield break;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var lines = path.EndsWith(".gz", StringComparison.Ordinal) ? new GzipDecompressStream(file)
            : path.EndsWith(".zst", StringComparison.Ordinal) ? new ZstdDecompressStream(file)
            : (Stream)file;
        foreach (var block in new JsonLines().Split(lines)) yield return block;
    }

    private static SafeFileHandle Aside() => ScratchFile.Open(Path.Combine(Path.GetTempPath(), $"cuvee-{Path.GetRandomFileName()}"));

    private readonly record struct Line(int File, long At, int Length);
}
