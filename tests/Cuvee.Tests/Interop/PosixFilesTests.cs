using Cuvee.Interop;

namespace Cuvee.Tests.Interop;

public sealed class PosixFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ExchangesTwoFolders()
    {
        Directory.CreateDirectory(_folder["älter"]);
        Directory.CreateDirectory(_folder["neu"]);
        File.WriteAllText(_folder["älter/a"], "old");
        File.WriteAllText(_folder["neu/b"], "new");

        Assert.SkipUnless(PosixFiles.AtomicExchange(_folder["älter"], _folder["neu"]), "the file system of the temporary folder cannot exchange");

        Assert.Equal("new", File.ReadAllText(_folder["älter/b"]));
        Assert.Equal("old", File.ReadAllText(_folder["neu/a"]));
        Assert.False(File.Exists(_folder["älter/a"]));
    }

    [Fact]
    public void AnExchangeThatTheFileSystemRefusesChangesNothing()
    {
        // EINVAL, the answer of a file system without the flag, is also that to a folder and its own subfolder
        Directory.CreateDirectory(_folder["outer/inner"]);
        Assert.False(PosixFiles.AtomicExchange(_folder["outer"], _folder["outer/inner"]));
        Assert.True(Directory.Exists(_folder["outer/inner"]));
    }

    [Fact]
    public void AMissingPathIsAnError()
    {
        Directory.CreateDirectory(_folder["here"]);
        var error = Assert.Throws<IOException>(() => PosixFiles.AtomicExchange(_folder["here"], _folder["gone"]));
        Assert.Equal($"{_folder["here"]} and {_folder["gone"]}: could not be exchanged: No such file or directory", error.Message);
        Assert.True(Directory.Exists(_folder["here"]));
    }

    [Fact]
    public void FlushesFilesAndFolders()
    {
        File.WriteAllText(_folder["file"], "text");
        PosixFiles.Flush(_folder["file"]);
        PosixFiles.Flush(_folder[""]);
        var error = Assert.Throws<IOException>(() => PosixFiles.Flush(_folder["gone"]));
        Assert.Equal($"{_folder["gone"]}: could not be opened to flush it: No such file or directory", error.Message);
    }
}
