using Cuvee.Interop;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Publish;

/// <summary>
/// The data of a dataset that is about to be replaced. While the new lines are written, the system's memory that holds as many bytes of the old files is given back: it goes to
/// the new ones, instead of memory that holds something else or is new to the machine, and is not freed all at once when the old files are removed. They stay whole on disk.
/// </summary>
internal sealed class ReplacedFiles : IDisposable
{
    private const long StepBytes = 1 << 20;

    private readonly Queue<string> _files;
    private readonly Action<SafeFileHandle, long, long> _forget;
    private SafeFileHandle? _file;
    private long _at;
    private long _owed;

    /// <param name="folder">The dataset's folder; there may be none.</param>
    /// <param name="dataset">Its name, which the compiled file has.</param>
    /// <param name="forget">Gives back a stretch of a file.</param>
    public ReplacedFiles(string folder, string dataset, Action<SafeFileHandle, long, long>? forget = null)
    {
        _forget = forget ?? PosixFiles.Forget;
        var data = new DirectoryInfo(Path.Combine(folder, "data"));
        var files = data.Exists ? data.GetFiles("*", Unlinked) : [];
        // What is no plain file has no length
        _files = new(files.OrderBy(file => file.Name, StringComparer.Ordinal).Append(new FileInfo(Path.Combine(folder, $"{dataset}.jsonl"))).Where(file => file is { Exists: true, Length: > 0 }).Select(file => file.FullName));
    }

    private static EnumerationOptions Unlinked => new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Gives back as much as was written.</summary>
    public void GiveBack(long bytes)
    {
        for (_owed += bytes; _owed >= StepBytes; _owed -= StepBytes)
        {
            try
            {
                if (!Step()) return;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
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

        _forget(_file, _at, Math.Min(StepBytes, RandomAccess.GetLength(_file) - _at));
        _at += StepBytes;
        return true;
    }
}
