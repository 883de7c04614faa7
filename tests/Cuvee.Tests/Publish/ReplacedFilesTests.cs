using Cuvee.Publish;
using Cuvee.Tests.Interop;

namespace Cuvee.Tests.Publish;

public sealed class ReplacedFilesTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GivesBackMemoryAndNoByte()
    {
        var texts = new Dictionary<string, byte[]> { ["data/a"] = Bytes(5 * Megabyte / 2), ["data/b"] = [], ["c"] = Bytes(100) };
        Directory.CreateDirectory(_folder["data"]);
        foreach (var (name, bytes) in texts) File.WriteAllBytes(_folder[name], bytes);
        using (var old = new ReplacedFiles(_folder[""]))
        {
            for (var i = 0; i < 100; i++) old.GiveBack(Megabyte / 8);
        }

        foreach (var (name, bytes) in texts) Assert.Equal(bytes, File.ReadAllBytes(_folder[name]));
    }

    [Fact]
    public void FilesThatAreGoneAreNoTrouble()
    {
        File.WriteAllBytes(_folder["a"], Bytes(Megabyte));
        File.WriteAllBytes(_folder["b"], Bytes(Megabyte));
        using var old = new ReplacedFiles(_folder[""]);
        File.Delete(_folder["a"]);
        old.GiveBack(5 * Megabyte);
        using var none = new ReplacedFiles(_folder["nothing"]);
        none.GiveBack(5 * Megabyte);
        Assert.True(File.Exists(_folder["b"]));
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 / 7))];
}
