using System.CommandLine;
using Cuvee.Contracts;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Report;
using Cuvee.Verify;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee verify</c>: asks the gates again, of what stands on disk.</summary>
internal sealed class VerifyCommand : CuveeCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The output of a build, or the folder of one dataset" };
    private readonly Option<string?> _inputs = new("--inputs") { HelpName = "ROOT", Description = "The folder that the recipe stood in: traces every record to the bytes of its source file too" };
    private readonly Option<string?> _contract = new("--contract") { HelpName = "FILE", Description = "What every dataset must be beside what its recipe asks" };
    private readonly Option<string?> _junit = new("--junit") { HelpName = "FILE", Description = "Writes what the gates say as JUnit XML" };
    private readonly Option<string?> _sarif = new("--sarif") { HelpName = "FILE", Description = "Writes what the gates complain of as SARIF 2.1.0" };
    private readonly Option<long> _threads = Values.Threads();

    public VerifyCommand()
        : base("verify", "Asks the gates of a dataset again, from its files alone")
    {
        Add(_folder);
        Add(_inputs);
        Add(_contract);
        Add(_junit);
        Add(_sarif);
        Add(_threads);
        Examples.Add(("cuvee verify build/quickstart", "every dataset of a build; exit code 1 when a gate fails"));
        Examples.Add(("cuvee verify build/quickstart --inputs .", "trace every record to its source file as well"));
        Examples.Add(("cuvee verify build/quickstart --contract contract.yaml", "hold it to what all your datasets must be"));
        Examples.Add(("cuvee verify build/quickstart --junit gates.xml --sarif gates.sarif", "for a build server and a code host"));
        Examples.Add(("cuvee verify build/quickstart/blend --json", "one dataset, for a script"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var result = Verify(line, screen);
        Write(line.GetValue(_junit), "--junit", file => JUnitFile.Write(file, result));
        Write(line.GetValue(_sarif), "--sarif", file => SarifFile.Write(file, result));
        if (screen.IsJson) screen.Json(writer =>
        {
            writer.WriteBoolean("passed", result.Passed);
            writer.WriteStartObject("datasets");
            foreach (var dataset in result.Datasets) GateJson.Write(writer, dataset);
            writer.WriteEndObject();
            writer.WriteStrings("problems", result.SummaryProblems);
        });
        if (!screen.IsJson || !screen.IsQuiet) Print(screen, result);
        return result.Passed ? ExitCodes.Done : ExitCodes.GateFailed;
    }

    private VerificationResult Verify(ParseResult line, Screen screen)
    {
        var contract = line.GetValue(_contract) is { } path ? ContractReader.Read(path) : null;
        using var progress = new WorkProgress(screen);
        return Verification.Run(line.GetRequiredValue(_folder), (int)line.GetValue(_threads), progress, line.GetValue(_inputs), contract);
    }

    private static void Write(string? path, string option, Action<Stream> write)
    {
        if (path is null) return;
        try
        {
            using var file = File.Create(path);
            write(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CuveeException($"{option} {path}: cannot write there: {exception.Message.TrimEnd('.')}; name a file in a folder that can be written", exception);
        }
    }

    private static void Print(Screen screen, VerificationResult result)
    {
        foreach (var dataset in result.Datasets)
        {
            screen.Line(screen.OutStyle.Bold(dataset.Name));
            GateLines.WriteAll(screen, dataset.Gates);
            screen.Line();
        }

        foreach (var problem in result.SummaryProblems) screen.Line($"{screen.OutStyle.Red("failed")} {problem}");
        screen.Line(result.Passed ? screen.OutStyle.Green("verified: no gate failed") : screen.OutStyle.Red("not verified: a gate failed"));
    }
}
