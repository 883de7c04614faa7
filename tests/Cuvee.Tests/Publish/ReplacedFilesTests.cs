using Cuvee.Interop;
using Cuvee.Publish;
using Cuvee.Tests.Interop;

namespace Cuvee.Tests.Publish;

public sealed class ReplacedFilesTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TemporaryFolder _folder = new();
    private readonly List<(long Offset, long Length)> _forgotten = [];

    public ReplacedFilesTests() => Directory.CreateDirectory(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GivesBackAsMuchAsWasWritten()
    {
        Write("data/b", 100);
        Write("data/a", 5 * Megabyte / 2);
        Write("data/empty", 0);
        Write("out.jsonl", 2 * Megabyte);
        Write("ledger.parquet", 9 * Megabyte);
        using var old = Open();

        old.GiveBack(Megabyte - 1);
        Assert.Empty(_forgotten);

        old.GiveBack(1);
        Assert.Equal([(0, Megabyte)], _forgotten);

        old.GiveBack(100L * Megabyte);
        Assert.Equal([(0, Megabyte), (Megabyte, Megabyte), (2 * Megabyte, Megabyte / 2), (0, 100), (0, Megabyte), (Megabyte, Megabyte)], _forgotten);
    }

    [Fact]
    public void NoByteChanges()
    {
        var text = Write("data/a", 5 * Megabyte / 2);
        using (var old = new ReplacedFiles(_folder[""], "out")) old.GiveBack(5 * Megabyte);
        Assert.Equal(text, File.ReadAllBytes(_folder["data/a"]));
        using var file = File.OpenHandle(_folder["data/a"]);
        PosixFiles.Forget(file, 0, Megabyte);
        Assert.Equal(text, File.ReadAllBytes(_folder["data/a"]));
    }

    [Fact]
    public void WhatIsGoneOrNoFileIsNoTrouble()
    {
        Write("data/a", Megabyte);
        Write("data/b", Megabyte);
        Directory.CreateDirectory(_folder["data/folder"]);
        File.CreateSymbolicLink(_folder["data/link"], _folder["data/b"]);
        using var old = Open();
        File.Delete(_folder["data/a"]);
        old.GiveBack(5 * Megabyte);
        Assert.Equal([(0, Megabyte)], _forgotten);

        using var none = new ReplacedFiles(_folder["nothing"], "out");
        none.GiveBack(5 * Megabyte);
    }

    private ReplacedFiles Open() => new(_folder[""], "out", (_, offset, length) => _forgotten.Add((offset, length)));

    private byte[] Write(string name, int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 / 7))];
        File.WriteAllBytes(_folder[name], bytes);
        return bytes;
    }
}
