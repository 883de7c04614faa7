namespace Cuvee.Tests.Interop;

/// <summary>A folder of its own for one test class, removed afterwards; and the folder of the shared real data.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("cuvee-interop-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    /// <summary>A file of the shared data; skips the test where the data is absent.</summary>
    public static string SharedFile(string name)
    {
        var folder = Environment.GetEnvironmentVariable("CUVEE_SHARED_DATA") ?? Path.Combine(RepositoryRoot(), "..", "shared", "data");
        var file = Path.Combine(folder, name);
        if (!File.Exists(file)) Assert.Skip($"the shared data is absent: {file}");
        return file;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cuvee.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Cuvee.slnx was not found");
        return folder;
    }
}
