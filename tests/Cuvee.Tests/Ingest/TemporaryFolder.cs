using System.Text;

namespace Cuvee.Tests.Ingest;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cuvee-ingest-").FullName;

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public string Write(string file, string text = "{}\n") => Write(file, Encoding.UTF8.GetBytes(text));

    public string Write(string file, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[file])!);
        File.WriteAllBytes(this[file], bytes);
        return this[file];
    }

    public void Link(string link, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[link])!);
        File.CreateSymbolicLink(this[link], target);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
