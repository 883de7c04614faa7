using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Tests.Interop;

public sealed class NativeLibrariesTests
{
    [Fact]
    public void AMissingLibraryIsNamedWithWhatToDo()
    {
        var error = Assert.Throws<CuveeException>(() => NativeLibraries.Load("libnothing.so.1", "install libnothing1"));
        Assert.StartsWith("libnothing.so.1: the native library could not be loaded (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("); install libnothing1", error.Message, StringComparison.Ordinal);
    }
}
