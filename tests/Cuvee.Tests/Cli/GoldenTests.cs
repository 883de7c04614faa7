using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Cuvee.Tests.Cli;

/// <summary>
/// Command lines with their whole output. A folder of <c>cases/</c> holds <c>cmd</c> (one line for bash), <c>out</c>, where there is any
/// <c>err</c>, where it is not 0 <c>code</c>, and input files of its own; those of <c>cases/common</c> are there in every case, and where
/// the line does not build, what a build of their recipe gives. With <c>CUVEE_UPDATE=1</c> the expected files are written anew.
/// <c>./dev.sh hostile</c> runs them again in a hostile surrounding, told by variables: <c>GOLDEN_CASES</c>, a regular expression for the names of cases;
/// <c>GOLDEN_THREADS</c> and <c>GOLDEN_MEMORY</c>, options for commands that take them; <c>GOLDEN_ENVIRONMENT</c>, settings before each <c>dotnet</c>.
/// </summary>
public sealed class GoldenTests
{
    private const string Common = "common";
    private static readonly string[] Expectations = ["cmd", "out", "err", "code"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly bool IsUpdate = Environment.GetEnvironmentVariable("CUVEE_UPDATE") == "1";
    private static readonly Regex Chosen = new(Variable("GOLDEN_CASES"), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly string Cases = Path.Combine(Repository(), "tests", "Cuvee.Tests", "cases");

    /// <summary>The common files and what a build makes of them; built once.</summary>
    private static readonly Lazy<string> Built = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("cuvee-cases-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        CopyInto(Path.Combine(Cases, Common), folder);
        Assert.Equal(0, Run("cuvee build recipe.yaml", folder).Code);
        return folder;
    });

    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(Cases).Select(folder => Path.GetFileName(folder)!).Where(name => name != Common && Chosen.IsMatch(name)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Case(string name)
    {
        var folder = Path.Combine(Cases, name);
        var work = Directory.CreateTempSubdirectory("cuvee-case-").FullName;
        try
        {
            var line = File.ReadAllText(Path.Combine(folder, "cmd")).TrimEnd();
            CopyInto(line.Contains("cuvee build", StringComparison.Ordinal) ? Path.Combine(Cases, Common) : Built.Value, work);
            CopyInto(folder, work);
            foreach (var expectation in Expectations) File.Delete(Path.Combine(work, expectation));
            var actual = Run(line, work);
            if (IsUpdate) Write(folder, actual);
            Assert.Equal(Read(folder), actual);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    [Fact]
    public void ThereAreCasesForEveryCommand()
    {
        Assert.SkipUnless(Variable("GOLDEN_CASES").Length == 0, "only some cases are run");
        var lines = Names.Select(name => File.ReadAllText(Path.Combine(Cases, name.Data, "cmd"))).ToList();
        foreach (var command in global::Cuvee.Cli.Commands.CommandTable.All())
        {
            Assert.Contains(lines, line => line.Contains($"cuvee {command.Name}", StringComparison.Ordinal) && !line.Contains("--help", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.Contains($"cuvee {command.Name} --help", StringComparison.Ordinal));
        }
    }

    private static Result Run(string line, string work)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Cuvee.Cli.dll");
        var start = new ProcessStartInfo("bash")
        {
            UseShellExecute = false,
            WorkingDirectory = work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{Function(program)}; export -f cuvee\n{line}");
        foreach (var (name, value) in new Dictionary<string, string?> { ["NO_COLOR"] = "1", ["COLUMNS"] = "80", ["TERM"] = "dumb", ["LC_ALL"] = "C.UTF-8", ["CUVEE_CACHE"] = null })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{line}' did not end within {Patience}");
        }

        return new Result(output.Result.Replace(work, "$WORK"), error.Result.Replace(work, "$WORK"), process.ExitCode);
    }

    /// <summary>The bash function that is the program: with a command, its options, where the line does not give them, stand behind it.</summary>
    private static string Function(string program)
    {
        var (threads, memory) = (Variable("GOLDEN_THREADS"), Variable("GOLDEN_MEMORY"));
        var run = $"{Variable("GOLDEN_ENVIRONMENT")} dotnet '{program}' \"$@\"";
        var (both, one) = (memory.Length > 0 ? $"--memory {memory}" : "", threads.Length > 0 ? $"--threads {threads}" : "");
        return $$"""
            cuvee() {
              case " $* " in
                *' --help '*|*' -h '*|*' --threads '*|*' --memory '*) {{run}} ;;
                ' build '*|' dedup '*) {{run}} {{one}} {{both}} ;;
                ' verify '*|' decontaminate '*|' convert '*|' diff '*|' inspect '*) {{run}} {{one}} ;;
                *) {{run}} ;;
              esac
            }
            """;
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? string.Empty;

    private static Result Read(string folder) => new(
        Text(folder, "out"),
        Text(folder, "err"),
        Text(folder, "code") is { Length: > 0 } code ? int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) : 0);

    private static string Text(string folder, string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? File.ReadAllText(path) : string.Empty;

    private static void Write(string folder, Result result)
    {
        Write("out", result.Out);
        Write("err", result.Error);
        Write("code", result.Code == 0 ? string.Empty : $"{result.Code}\n");

        void Write(string name, string text)
        {
            var path = Path.Combine(folder, name);
            if (text.Length > 0 || name == "out") File.WriteAllText(path, text);
            else File.Delete(path);
        }
    }

    private static void CopyInto(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cuvee.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private sealed record Result(string Out, string Error, int Code);
}
