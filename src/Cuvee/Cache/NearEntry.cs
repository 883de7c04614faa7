using System.Runtime.CompilerServices;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Similarity;

namespace Cuvee.Cache;

/// <summary>An entry of what a search for near-duplicates found: its key and the findings, in pages with their marks.</summary>
internal static class NearEntry
{
    /// <summary>Writes an entry.</summary>
    /// <param name="path">A new file.</param>
    /// <param name="key">See <see cref="NearKey"/>.</param>
    /// <param name="findings">Of all records of a search.</param>
    public static void Write(string path, string key, NearFindings findings)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        var writer = new EntryWriter(file, 0);
        writer.Add(key);
        writer.Add(findings.Records.Length);
        writer.Add<Hash128>(findings.Records);
        writer.Add<bool>(findings.IsShared);
        writer.Add(findings.Keys.Length);
        foreach (var keys in findings.Keys) writer.Add<uint>(keys);
        writer.Add(findings.Pairs.Length);
        writer.Add<ComparedPair>(findings.Pairs);
        writer.Finish();
        EntryFoot.Write(file, 0, writer.At);
    }

    /// <summary>Reads an entry; null where there is none.</summary>
    /// <exception cref="DamagedEntryException">It is not what was written, or was written for another purpose.</exception>
    public static NearFindings? Read(string path, string key)
    {
        if (!File.Exists(path)) return null;
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var foot = EntryFoot.Read(file, path);
        var reader = new EntryReader(file, path, foot.IndexAt, foot.End);
        if (foot.IndexAt != 0 || reader.Text() != key) throw new DamagedEntryException(path);
        var count = reader.Count(Unsafe.SizeOf<Hash128>());
        var records = Fill<Hash128>(reader, count);
        var isShared = Fill<bool>(reader, count);
        var keys = new uint[reader.Count()][];
        for (var band = 0; band < keys.Length; band++) keys[band] = Fill<uint>(reader, count);
        var findings = new NearFindings(records, isShared, keys, Fill<ComparedPair>(reader, reader.Count(Unsafe.SizeOf<ComparedPair>())));
        reader.Finish();
        return findings;
    }

    private static T[] Fill<T>(EntryReader reader, int count)
        where T : struct
    {
        var items = GC.AllocateUninitializedArray<T>(count);
        reader.Fill<T>(items);
        return items;
    }
}
