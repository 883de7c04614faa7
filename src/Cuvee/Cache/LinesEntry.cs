using System.Runtime.InteropServices;
using Cuvee.Engine;
using Cuvee.Verify;

namespace Cuvee.Cache;

/// <summary>An entry of what gates found in lines: the sound ones.</summary>
internal static class LinesEntry
{
    /// <summary>Writes an entry.</summary>
    /// <param name="path">A new file.</param>
    /// <param name="key">See <see cref="LinesKey"/>.</param>
    /// <param name="lines">Those with problems are left out.</param>
    public static void Write(string path, string key, ChunkedList<EmittedLine> lines) => FindingsEntry.Write(path, key, writer =>
    {
        var count = 0;
        for (var i = 0; i < lines.Count; i++) count += lines[i].Problem == 0 ? 1 : 0;
        writer.Add(count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Problem == 0) writer.Add(MemoryMarshal.CreateReadOnlySpan(ref lines[i], 1));
        }
    });

    /// <summary>Reads an entry; null where there is none.</summary>
    /// <exception cref="DamagedEntryException">It is not what was written, or was written for another purpose.</exception>
    public static LineMemory? Read(string path, string key) => FindingsEntry.Read(path, key, reader => new LineMemory(reader.Items<EmittedLine>()));
}
