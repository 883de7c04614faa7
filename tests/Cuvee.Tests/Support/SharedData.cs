namespace Cuvee.Tests.Support;

/// <summary>The real data, which is no part of the repository; tests that need it are skipped where it is absent.</summary>
internal static class SharedData
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The data's folder, or the end of the test.</summary>
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("CUVEE_SHARED_DATA") ?? Path.Combine(Repository, "..", "shared", "data");
        if (!Directory.Exists(folder)) Assert.Skip("The shared data is not here: set CUVEE_SHARED_DATA to its folder");
        return Path.GetFullPath(folder);
    }

    /// <summary>A workspace whose folder <c>data</c> is the shared data.</summary>
    public static Workspace Workspace()
    {
        var folder = Folder();
        var workspace = new Workspace();
        Directory.CreateSymbolicLink(workspace["data"], folder);
        return workspace;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cuvee.slnx"))) folder = folder.Parent ?? throw new InvalidOperationException("No folder above holds Cuvee.slnx");
        return folder.FullName;
    }
}
