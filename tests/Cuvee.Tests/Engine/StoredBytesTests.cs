using Cuvee.Engine;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Engine;

public sealed class StoredBytesTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Reads_all_that_was_asked_for_or_says_so()
    {
        using var file = File.OpenHandle(_workspace.Write("rows", "0123456789"));
        var target = new byte[4];
        StoredBytes.ReadExactly(file, target, 6);
        Assert.Equal("6789"u8.ToArray(), target);
        Assert.Throws<EndOfStreamException>(() => StoredBytes.ReadExactly(file, target, 7));
        StoredBytes.ReadExactly(file, [], 10);
        Assert.Equal((4, 3, 0), (StoredBytes.ReadUpTo(file, target, 6), StoredBytes.ReadUpTo(file, target, 7), StoredBytes.ReadUpTo(file, target, 10)));
    }
}
