using System.Diagnostics;

namespace Cuvee.Tests.Support;

/// <summary>The built program, run as a process of its own.</summary>
internal static class CuveeProgram
{
    /// <summary>Starts <c>cuvee build recipe.yaml</c>.</summary>
    /// <param name="recipe">The recipe's path.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="workingFolder">Where it runs.</param>
    /// <param name="umask">The mask for the modes of new files, in octal.</param>
    public static Process StartBuild(string recipe, IReadOnlyDictionary<string, string>? environment = null, string workingFolder = "/", string umask = "022")
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-c", $"umask {umask}; exec \"$@\"", "sh", "dotnet", Path.Combine(AppContext.BaseDirectory, "Cuvee.Cli.dll"), "build", recipe },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal)) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Runs it to its end and fails unless every gate passed.</summary>
    public static void Build(string recipe, IReadOnlyDictionary<string, string>? environment = null, string workingFolder = "/", string umask = "022")
    {
        using var process = StartBuild(recipe, environment, workingFolder, umask);
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    /// <summary>Runs a command to its end in a folder; gives the exit code and what it printed to standard output.</summary>
    public static (int Code, string Output) Run(string folder, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cuvee.Cli.dll"), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
