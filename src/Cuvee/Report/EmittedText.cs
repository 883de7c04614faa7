using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Cuvee.Ingest;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>Looks emitted lines up by their numbers.</summary>
internal static class EmittedText
{
    /// <summary>Half the first stretch that is searched for a line: lengths of lines vary, so that one stands near where it should, not there.</summary>
    private const int FirstReachBytes = 512 * 1024;

    /// <summary>A line that is further away is counted to instead.</summary>
    private const int MaxReachBytes = 32 * 1024 * 1024;

    /// <summary>
    /// The JSON of the given lines (rows of Parquet as JSON). A plain file is searched around the place where the line should be, for the line with its hash; any other is read
    /// once, up to the last line that is asked for.
    /// </summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="files">How many lines each file has.</param>
    /// <param name="places">The lines.</param>
    /// <exception cref="CuveeException">A file is missing or damaged.</exception>
    public static Dictionary<EmittedPlaceOf, string> Read(string folder, DatasetFiles files, ImmutableArray<EmittedPlaceOf> places)
    {
        var texts = new Dictionary<EmittedPlaceOf, string>();
        foreach (var group in places.GroupBy(place => place.File, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, group.Key);
            if (!File.Exists(path)) throw new CuveeException($"{path}: the file is missing; build the dataset again");
            var lines = files.Outputs.FirstOrDefault(output => output.Path == group.Key)?.Lines ?? 0;
            var wanted = new List<EmittedPlaceOf>();
            foreach (var place in group)
            {
                if (NearBy(path, place, lines) is { } text) texts[place] = text;
                else wanted.Add(place);
            }

            if (wanted.Count > 0) ReadThrough(path, group.Key, wanted, texts);
        }

        return texts;
    }

    private static string? NearBy(string path, EmittedPlaceOf place, long lines)
    {
        if (place.Hash is null || lines < place.Line || !path.EndsWith(".jsonl", StringComparison.Ordinal)) return null;
        using var file = File.OpenHandle(path);
        var (bytes, hash) = (RandomAccess.GetLength(file), ulong.Parse(place.Hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        var centre = (long)(bytes * ((place.Line - 0.5) / lines));
        for (long reach = FirstReachBytes; reach <= MaxReachBytes; reach *= 4)
        {
            var (from, to) = (Math.Max(0, centre - reach), Math.Min(bytes, centre + reach));
            var buffer = new byte[to - from];
            StoredBytesBetween(file, buffer, from);
            if (LineWith(hash, buffer, from == 0, to == bytes) is { } text) return text;
            if (buffer.Length == bytes) break;
        }

        return null;
    }

    private static void StoredBytesBetween(Microsoft.Win32.SafeHandles.SafeFileHandle file, Span<byte> target, long from)
    {
        for (int read; !target.IsEmpty && (read = RandomAccess.Read(file, target, from)) > 0; target = target[read..]) from += read;
    }

    /// <summary>The line with a hash among the whole lines of a stretch.</summary>
    private static string? LineWith(ulong hash, ReadOnlySpan<byte> stretch, bool beginsWithLine, bool endsWithLine)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (!beginsWithLine) stretch = stretch.IndexOf((byte)'\n') is >= 0 and var first ? stretch[(first + 1)..] : default;
        while (!stretch.IsEmpty)
        {
            var end = stretch.IndexOf((byte)'\n');
            if (end < 0 && !endsWithLine) return null;
            var line = end < 0 ? stretch : stretch[..end];
            SHA256.HashData(line, digest);
            if (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(digest) == hash) return System.Text.Encoding.UTF8.GetString(line);
            stretch = end < 0 ? default : stretch[(end + 1)..];
        }

        return null;
    }

    private static void ReadThrough(string path, string key, List<EmittedPlaceOf> places, Dictionary<EmittedPlaceOf, string> texts)
    {
        var wanted = places.ToLookup(place => place.Line);
        var last = places.Max(place => place.Line);
        foreach (var row in Blocks(path, key).SelectMany(Rows).TakeWhile(row => row.Line <= last))
        {
            foreach (var place in wanted[row.Line]) texts[place] = row.Value.ToString();
        }
    }

    private static IEnumerable<Block> Blocks(string path, string key)
    {
        using var file = File.OpenRead(path);
        // Whoever looks one line up need not hash a plain file on the way
        if (path.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            foreach (var block in new JsonLines().Split(file)) yield return block;
            yield break;
        }

        using var lines = LineStream.Open(path, key);
        foreach (var (block, _) in lines.Blocks()) yield return block;
    }

    private static IEnumerable<Item> Rows(Block block)
    {
        foreach (var row in block) yield return row;
    }
}

/// <summary>An emitted line.</summary>
/// <param name="File">Relative to the dataset's folder.</param>
/// <param name="Line">1-based.</param>
/// <param name="Hash">The ledger's hash of it, where it is known.</param>
internal sealed record EmittedPlaceOf(string File, long Line, string? Hash);
