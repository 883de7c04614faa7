using Cuvee.Engine;

namespace Cuvee.Cache;

/// <summary>An entry of something that a build found: its key and what was found, in pages with their marks.</summary>
internal static class FindingsEntry
{
    /// <summary>Writes an entry.</summary>
    /// <param name="path">A new file.</param>
    /// <param name="key">Everything that the findings depend on but what they are about.</param>
    /// <param name="write">Writes the findings.</param>
    public static void Write(string path, string key, Action<EntryWriter> write)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        var writer = new EntryWriter(file, 0);
        writer.Add(key);
        write(writer);
        writer.Finish();
        EntryFoot.Write(file, 0, writer.At);
    }

    /// <summary>Reads an entry; null where there is none.</summary>
    /// <exception cref="DamagedEntryException">It is not what was written, or was written for another purpose.</exception>
    public static T? Read<T>(string path, string key, Func<EntryReader, T> read)
        where T : class
    {
        if (!File.Exists(path)) return null;
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var foot = EntryFoot.Read(file, path);
        var reader = new EntryReader(file, path, foot.IndexAt, foot.End);
        if (foot.IndexAt != 0 || reader.Text() != key) throw new DamagedEntryException(path);
        var found = read(reader);
        reader.Finish();
        return found;
    }
}
