using Cuvee.Engine;
using System.Text;
using Cuvee.Model;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>A damaged file stops a build by name, or is a counted row of quarantine where the recipe asks for that.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class DamagedFilesTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    public static TheoryData<string, string> Kinds => new()
    {
        { "cut.jsonl.gz", "cut off" },
        { "cut.jsonl.zst", "cut off" },
        { "corrupt.jsonl.gz", "corrupt" },
        { "corrupt.jsonl.zst", "corrupt" },
        { "cut.parquet", "cut off" },
        { "corrupt.parquet", "Parquet" },
        { "pointer.jsonl", "git-LFS" },
        { "page.json", "HTML" },
        { "page.parquet", "HTML" },
        { "archive.jsonl", "zip" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_build_stops_and_names_the_file(string file, string words)
    {
        Write(file);
        _workspace.WriteLines("good.jsonl", Lines.Alpaca("q", "a"));
        var error = Assert.Throws<CuveeException>(() => _workspace.BuildOne($"good.jsonl, in/{file}"));
        Assert.StartsWith($"in/{file}: ", error.Message);
        Assert.Contains(words, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_workspace.Folder, error.Message);
        Assert.Empty(Directory.Exists(_workspace["out"]) ? Directory.GetFileSystemEntries(_workspace["out"]) : []);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Quarantine_is_one_counted_row(string file, string words)
    {
        Write(file);
        _workspace.WriteLines("good.jsonl", Lines.Alpaca("q", "a"));
        _workspace.WriteLines("last.jsonl", Lines.Alpaca("q2", "a2"));
        var dataset = _workspace.BuildOne($"good.jsonl, in/{file}, last.jsonl", source: ", on_damage: quarantine");
        var damaged = dataset.Ledger.Single(row => row.State == "quarantined");
        Assert.Equal(($"in/{file}", "read", "damaged_file"), (damaged.File, damaged.Stage, damaged.Reason));
        Assert.Equal(["good.jsonl", "last.jsonl"], dataset.Ledger.Where(row => row.File != $"in/{file}").Select(row => row.File));

        var line = dataset.Quarantine.Single();
        Assert.Equal("damaged_file", line.GetProperty("reason").GetString());
        Assert.Contains(words, line.GetProperty("detail").GetString()!, StringComparison.OrdinalIgnoreCase);
        var input = dataset.Manifest.GetProperty("inputs")[1];
        Assert.Equal((new FileInfo(_workspace[$"in/{file}"]).Length, 1), (input.GetProperty("bytes").GetInt64(), input.GetProperty("quarantined").GetInt32()));
        Assert.DoesNotContain(_workspace.Folder, dataset.Manifest.GetRawText());
    }

    [Fact]
    public void What_came_before_the_cut_is_kept()
    {
        var text = string.Concat(Lines.Many(5000, seed: 1).Select(line => line + "\n"));
        var whole = Compressed.Gzip(text);
        _workspace.Write("cut.jsonl.gz", whole[..(whole.Length / 2)]);
        var dataset = _workspace.BuildOne("cut.jsonl.gz", source: ", on_damage: quarantine");
        var kept = dataset.Count("kept");
        Assert.InRange(kept, 1000, 4000);

        // One row for the line that was cut, one for the file
        Assert.Equal(2, dataset.Count("quarantined"));
        Assert.Equal(text.Split('\n')[kept - 1], dataset.Rows().Select(row => row.GetProperty("messages")).Select(row => Lines.Alpaca(row[0].GetProperty("content").GetString()!, row[1].GetProperty("content").GetString()!)).Last());
    }

    [Fact]
    public void An_empty_file_is_a_warning()
    {
        _workspace.Write("empty.jsonl", "");
        _workspace.Write("blank.jsonl", "\n \r\n\n");
        _workspace.Write("empty.jsonl.gz", Compressed.Gzip(""));
        _workspace.WriteLines("good.jsonl", Lines.Alpaca("q", "a"));
        Assert.Equal(1, _workspace.BuildOne("empty.jsonl, blank.jsonl, empty.jsonl.gz, good.jsonl").Count("kept"));
    }

    [Fact]
    public void An_unreadable_file_is_named()
    {
        if (Environment.IsPrivilegedProcess) Assert.Skip("Root may read every file");
        File.SetUnixFileMode(_workspace.WriteLines("secret.jsonl", Lines.Alpaca("q", "a")), UnixFileMode.None);
        Assert.Equal("secret.jsonl: may not be read; change its permissions", Assert.Throws<CuveeException>(() => _workspace.BuildOne("secret.jsonl")).Message);
    }

    private void Write(string file)
    {
        var text = string.Concat(Lines.Many(50, seed: 2).Select(line => line + "\n"));
        var bytes = file switch
        {
            "cut.jsonl.gz" => Compressed.Gzip(text)[..^100],
            "cut.jsonl.zst" => Compressed.Zstd(text)[..^100],
            "corrupt.jsonl.gz" => Flip(Compressed.Gzip(text), ^7),
            "corrupt.jsonl.zst" => Flip(Compressed.Zstd(text), ^2),
            "cut.parquet" => ParquetBytes()[..^20],
            "corrupt.parquet" => Flip(ParquetBytes(), ^30),
            "pointer.jsonl" => Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
            "archive.jsonl" => [(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0, 8, 0],
            _ => Encoding.UTF8.GetBytes("<!DOCTYPE html>\n<html><head><title>401</title></head></html>"),
        };
        _workspace.Write($"in/{file}", bytes);
    }

    private byte[] ParquetBytes()
    {
        Parquet.Write(_workspace["whole"], "SELECT 'q' || i AS question, 'a' || i AS answer FROM range(100) AS t(i)");
        return File.ReadAllBytes(_workspace["whole"]);
    }

    private static byte[] Flip(byte[] bytes, Index at)
    {
        bytes[at] ^= 0xFF;
        return bytes;
    }

    [Fact]
    public void An_empty_file_is_a_warning_and_nothing_but_empty_files_is_no_dataset()
    {
        _workspace.Write("empty.jsonl", "");
        _workspace.Write("blank.jsonl", "\n \r\n");
        _workspace.WriteLines("one.jsonl", Lines.Alpaca("q", "a"));
        var progress = new Warnings();
        Assert.Single(_workspace.Build("sources: { s: { files: ['*.jsonl'] } }\ndatasets: { d: {} }", new BuildOptions { Progress = progress })["d"].Rows());
        Assert.Equal(["blank.jsonl: the file is empty", "empty.jsonl: the file is empty"], progress.Seen);
        File.Delete(_workspace["one.jsonl"]);
        _workspace.Build("sources: { s: { files: ['*.jsonl'] } }\ndatasets: { d: {} }").Failed("d", "structure");

        // The dataset of the build before is whole
        Assert.Single(new DatasetOutput(_workspace["out/d"]).Rows());
    }

    private sealed class Warnings : Cuvee.Engine.IProgress
    {
        public List<string> Seen { get; } = [];

        public void Begin(string step, long total, string unit)
        {
            // Only warnings count
        }

        public void Advance(long amount)
        {
            // Only warnings count
        }

        public void Warn(string message) => Seen.Add(message);
    }
}
