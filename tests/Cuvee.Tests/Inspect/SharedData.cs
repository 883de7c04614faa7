namespace Cuvee.Tests.Inspect;

/// <summary>Real files, which are not part of the repository.</summary>
internal static class SharedData
{
    /// <summary>The folder of the files; the test is skipped where it is absent.</summary>
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("CUVEE_SHARED_DATA") ?? Path.Combine(RepositoryRoot(), "..", "shared", "data");
        if (!Directory.Exists(folder)) Assert.Skip("The shared data is not here: set CUVEE_SHARED_DATA to its folder");
        return Path.GetFullPath(folder);
    }

    public static string File(string name) => Path.Combine(Folder(), name);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Cuvee.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("No folder above holds Cuvee.slnx");
        return folder.FullName;
    }
}
