using Microsoft.Win32.SafeHandles;

namespace Cuvee.Engine;

/// <summary>Files to write and read back that have no name once they are open: they are gone when they are closed, and when the program is killed.</summary>
internal static class ScratchFile
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Opens a file to be written and read by offset.</summary>
    /// <param name="path">Its name for a moment; what has that name is replaced.</param>
    public static SafeFileHandle Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        File.Delete(path);
        return file;
    }

    /// <summary>Opens a file to be written, rewound and read.</summary>
    /// <param name="path">Its name for a moment.</param>
    public static Stream OpenStream(string path) => new FileStream(Open(path), FileAccess.ReadWrite, BufferBytes);
}
