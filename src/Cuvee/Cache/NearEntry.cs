using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Similarity;

namespace Cuvee.Cache;

/// <summary>An entry of what a search for near-duplicates found.</summary>
internal static class NearEntry
{
    /// <summary>Writes an entry.</summary>
    /// <param name="path">A new file.</param>
    /// <param name="key">See <see cref="NearKey"/>.</param>
    /// <param name="findings">Of all records of a search.</param>
    public static void Write(string path, string key, NearFindings findings) => FindingsEntry.Write(path, key, writer =>
    {
        writer.AddItems<Hash128>(findings.Records);
        writer.AddItems<bool>(findings.IsShared);
        writer.Add(findings.Keys.Length);
        foreach (var keys in findings.Keys) writer.AddItems<uint>(keys);
        writer.AddItems<ComparedPair>(findings.Pairs);
    });

    /// <summary>Reads an entry; null where there is none.</summary>
    /// <exception cref="DamagedEntryException">It is not what was written, or was written for another purpose.</exception>
    public static NearFindings? Read(string path, string key) => FindingsEntry.Read(path, key, reader =>
    {
        var (records, isShared, keys) = (reader.Items<Hash128>(), reader.Items<bool>(), new uint[reader.Count()][]);
        for (var band = 0; band < keys.Length; band++) keys[band] = reader.Items<uint>();
        if (keys.Append<Array>(isShared).Any(list => list.Length != records.Length)) throw new DamagedEntryException(path);
        return new NearFindings(records, isShared, keys, reader.Items<ComparedPair>());
    });
}
