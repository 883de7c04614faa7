using Cuvee.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Publish;

/// <summary>
/// The files of a dataset that is about to be replaced. While the new ones are written, the system's memory that holds the old ones is given back, byte for byte: it goes to
/// the new ones, instead of memory that holds something else or is new to the machine, and is not freed all at once when the old files are removed. They stay whole on disk.
/// </summary>
internal sealed class ReplacedFiles : IDisposable
{
    private const long StepBytes = 1 << 20;

    private readonly Queue<string> _files;
    private SafeFileHandle? _file;
    private long _at;
    private long _owed;

    /// <param name="folder">The dataset's folder; there may be none.</param>
    public ReplacedFiles(string folder) => _files = new(Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : []);

    /// <summary>Gives back as much as was written.</summary>
    public void GiveBack(long bytes)
    {
        for (_owed += bytes; _owed >= StepBytes; _owed -= StepBytes)
        {
            try
            {
                if (!Step()) return;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Nobody needs it: the file that cannot be opened may be gone by now
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private bool Step()
    {
        while (_file is null || _at >= RandomAccess.GetLength(_file))
        {
            _file?.Dispose();
            (_file, _at) = (null, 0);
            if (!_files.TryDequeue(out var next)) return false;
            _file = File.OpenHandle(next);
        }

        PosixFiles.Forget(_file, _at, StepBytes);
        _at += StepBytes;
        return true;
    }
}
