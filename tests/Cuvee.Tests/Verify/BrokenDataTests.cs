using System.Text;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>What happens to data files by accident is found and named, with the place.</summary>
public sealed class BrokenDataTests
{
    private const string Shard = "data/train-00000-of-00003.jsonl";

    public static TheoryData<string, string> Accidents => new()
    {
        { "flip", $"{Shard}:31: 1 of {{0}} lines differ from the ledger, line 31 first" },
        { "remove", $"{Shard}:31: line 31 was removed" },
        { "remove last", $"{Shard}:{{0}}: line {{0}} was removed" },
        { "add", $"{Shard}:31: line 31 was added" },
        { "duplicate", $"{Shard}:32: line 32 was added, a copy of line 31" },
        { "swap", $"{Shard}:8: lines 8 and 31 are swapped" },
        { "truncate", $"{Shard}:31: cut off in line 31: 31 of {{0}} lines are left" },
        { "append", $"{Shard}:{{1}}: 2 lines were added behind line {{0}}" },
    };

    [Theory]
    [MemberData(nameof(Accidents))]
    public void AChangedShardIsDescribed(string accident, string place)
    {
        using var dataset = SmallDataset.Build();
        var lines = dataset.ReadLines(dataset.Train).ToList();
        var count = lines.Count;
        switch (accident)
        {
            case "flip": lines[30] = lines[30].Replace("plus", "plug"); break;
            case "remove": lines.RemoveAt(30); break;
            case "remove last": lines.RemoveAt(count - 1); break;
            case "add": lines.Insert(30, lines[30].Replace("plus", "plug")); break;
            case "duplicate": lines.Insert(31, lines[30]); break;
            case "swap": (lines[7], lines[30]) = (lines[30], lines[7]); break;
            case "append": lines.AddRange(lines[3], lines[4]); break;
            default: break;
        }

        dataset.WriteLines(dataset.Train, lines);
        if (accident == "truncate") File.WriteAllText(dataset.Train, string.Join('\n', lines.Take(30)) + "\n" + lines[30][..20]);
        var gate = dataset.Gate("hash");
        Assert.Equal(GateStatus.Failed, gate.Status);
        Assert.Contains($"1 data files do not hold the lines of the ledger; first: {string.Format(place, count, count + 1)}".Replace("1 data", "1 of 5 data"), gate.Message);
        Assert.Contains($"1 files differ from SHA256SUMS; first: {Shard}", gate.Message);
        var provenance = dataset.Gate("provenance");
        var expected = accident switch
        {
            "remove" or "remove last" => $"1 kept records name a line that is not there",
            "add" or "duplicate" => $"1 of 213 lines trace to no input record; first: {Shard}:{count + 1}",
            "append" => $"2 of 214 lines trace to no input record; first: {Shard}:{count + 1}",
            "truncate" => $"{count - 31} kept records name a line that is not there",
            _ => "212 lines trace to 212 of 216 input records",
        };
        Assert.Contains(expected, provenance.Message);
    }

    [Fact]
    public void ADeletedShardIsMissedByName()
    {
        using var dataset = SmallDataset.Build();
        var count = dataset.ReadLines(dataset.Train).Length;
        File.Delete(dataset.Train);
        Assert.Equal(["structure", "hash", "provenance", "stats", "split"], dataset.Failures());
        Assert.Contains($"1 files of SHA256SUMS are missing; first: {Shard}", dataset.Gate("hash").Message);
        Assert.Contains($"{count} kept records name a line that is not there", dataset.Gate("provenance").Message);
    }

    [Theory]
    [InlineData("jsonl.gz")]
    [InlineData("jsonl.zst")]
    [InlineData("parquet")]
    public void ATruncatedContainerIsDamaged(string files)
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("shard: 8KB", $"files: {files}"));
        var bytes = File.ReadAllBytes(dataset.Train);
        File.WriteAllBytes(dataset.Train, bytes[..(bytes.Length / 2)]);
        Assert.StartsWith($"1 of 3 data files cannot be read to their end; first: data/train-00000-of-00001.{files}: ", dataset.Gate("structure").Message);
        Assert.Contains("hash", dataset.Failures());
    }

    [Fact]
    public void WhiteSpaceBetweenLinesIsNoticedToo()
    {
        using var dataset = SmallDataset.Build();
        File.AppendAllText(dataset.Train, "\n");
        dataset.SealSums();
        Assert.Equal($"1 data files differ from the manifest; first: {Shard} (content_sha256)", dataset.Gate("hash").Message);
    }

    [Fact]
    public void SourceFilesAreTracedByTheirBytes()
    {
        using var dataset = SmallDataset.Build();
        Assert.Equal("212 lines trace to 212 of 216 input records; 12 records were read again from 2 source files".Replace("12 records", $"{Unchanged(dataset)} records"), dataset.Gate("provenance", dataset.Root).Message);

        var pool = Path.Combine(dataset.Root, "pool.jsonl");
        var text = File.ReadAllText(pool);
        File.WriteAllText(pool, text.Replace("What is 7 plus", "What is 7 plug"));
        Assert.Equal("1 of 2 source files have other bytes than those that were read; first: pool pool.jsonl", dataset.Gate("provenance", dataset.Root).Message);

        File.Delete(pool);
        Assert.Equal("1 of 2 source files are missing; first: pool pool.jsonl", dataset.Gate("provenance", dataset.Root).Message);

        Directory.CreateDirectory(Path.Combine(dataset.Root, "moved", "deep"));
        File.WriteAllText(Path.Combine(dataset.Root, "moved", "deep", "pool.jsonl"), text);
        File.Move(Path.Combine(dataset.Root, "voices.jsonl"), Path.Combine(dataset.Root, "moved", "voices.jsonl"));
        Assert.Equal(GateStatus.Passed, dataset.Gate("provenance", Path.Combine(dataset.Root, "moved")).Status);
    }

    [Fact]
    public void ARecordThatIsElsewhereInItsSourceIsUntraced()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger("UPDATE ledger SET content_hash = repeat('a', 64) WHERE source = 'voices' AND line = 3");
        Assert.Contains("records are not in their source files as the ledger says; first: voices voices.jsonl:3", dataset.Gate("provenance", dataset.Root).Message);
    }

    private static string Unchanged(SmallDataset dataset) => dataset.Ask("SELECT count(*) FROM ledger WHERE state = 'kept' AND changes IS NULL");
}
