using System.Buffers.Binary;
using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Interop;

namespace Cuvee.Verify;

/// <summary>The compiled file holds the lines of all splits, one behind the other, in the order of the recipe.</summary>
internal static class CompiledCheck
{
    public static void Check(EmittedDataset dataset, Findings findings)
    {
        var name = $"{dataset.Dataset.Name}.jsonl";
        var found = new Evidence<List<ulong>>(name, () => Hashes(dataset.Existing(name), dataset.Threads)).Value;
        var expected = Expected(dataset);
        if (dataset.Dataset.Output.Files == "parquet")
        {
            // A Parquet row spells its line anew, with a null for every field that is not there
            if (found.Count != expected.Count) findings.Fail($"{name} has {found.Count:N0} lines, data/ {expected.Count:N0} rows");
        }
        else if (LineDiagnosis.Describe([.. expected], [.. found]) is { } diagnosis)
        {
            findings.Fail($"{name}:{diagnosis.Line} differs from data/: {diagnosis.Clause}");
            findings.Offend(() => $"{name}:{diagnosis.Line}");
        }
    }

    private static List<ulong> Expected(EmittedDataset dataset)
    {
        var lines = new List<ulong>(dataset.ReadBack.Lines.Count);
        foreach (var file in dataset.Dataset.Split.Parts.SelectMany(part => dataset.ReadBack.Files.Where(file => file.Split == part.Name)))
        {
            for (var i = 0; i < file.Lines; i++) lines.Add(dataset.ReadBack.Lines[file.FirstLine + i].Hash);
        }

        return lines;
    }

    private static List<ulong> Hashes(string path, int threads)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return [.. Ordered.Map<Block, List<ulong>>(new JsonLines().Split(file), threads, Hashes).SelectMany(hashes => hashes)];
    }

    private static List<ulong> Hashes(Block block)
    {
        var hashes = new List<ulong>();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var item in block)
        {
            Sha256.Hash(item.Value.Span, digest);
            hashes.Add(BinaryPrimitives.ReadUInt64BigEndian(digest));
        }

        return hashes;
    }
}
