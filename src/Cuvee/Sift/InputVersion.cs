namespace Cuvee.Sift;

/// <summary>A file as it was when a job began: its length and when it was written. A job that reads its inputs twice asks whether they are still the same.</summary>
internal sealed class InputVersion
{
    private readonly string _path;
    private readonly DateTime _written;

    /// <param name="path">The file.</param>
    public InputVersion(string path)
    {
        var about = new FileInfo(path);
        (_path, Length, _written) = (path, about.Length, about.LastWriteTimeUtc);
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <exception cref="CuveeException">It is not the file that was read.</exception>
    public void CheckUnchanged()
    {
        var about = new FileInfo(_path);
        if (!about.Exists || about.Length != Length || about.LastWriteTimeUtc != _written) throw SiftedOutput.Changed();
    }
}
