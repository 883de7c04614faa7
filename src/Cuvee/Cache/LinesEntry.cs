using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cuvee.Engine;
using Cuvee.Verify;

namespace Cuvee.Cache;

/// <summary>An entry of what gates found in lines: its key and the sound lines, in pages with their marks.</summary>
internal static class LinesEntry
{
    /// <summary>Writes an entry.</summary>
    /// <param name="path">A new file.</param>
    /// <param name="key">See <see cref="LinesKey"/>.</param>
    /// <param name="lines">Those with problems are left out.</param>
    public static void Write(string path, string key, ChunkedList<EmittedLine> lines)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        var count = 0;
        for (var i = 0; i < lines.Count; i++) count += lines[i].Problem == 0 ? 1 : 0;
        var writer = new EntryWriter(file, 0);
        writer.Add(key);
        writer.Add(count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Problem == 0) writer.Add(MemoryMarshal.CreateReadOnlySpan(ref lines[i], 1));
        }

        writer.Finish();
        EntryFoot.Write(file, 0, writer.At);
    }

    /// <summary>Reads an entry; null where there is none.</summary>
    /// <exception cref="DamagedEntryException">It is not what was written, or was written for another purpose.</exception>
    public static LineMemory? Read(string path, string key)
    {
        if (!File.Exists(path)) return null;
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var foot = EntryFoot.Read(file, path);
        var reader = new EntryReader(file, path, foot.IndexAt, foot.End);
        if (foot.IndexAt != 0 || reader.Text() != key) throw new DamagedEntryException(path);
        var lines = new EmittedLine[reader.Count(Unsafe.SizeOf<EmittedLine>())];
        reader.Fill<EmittedLine>(lines);
        reader.Finish();
        return new LineMemory(lines);
    }
}
