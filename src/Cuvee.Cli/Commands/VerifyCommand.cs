using System.CommandLine;
using Cuvee.Report;
using Cuvee.Verify;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee verify</c>: asks the gates again, of what stands on disk.</summary>
internal sealed class VerifyCommand : CuveeCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The output of a build, or the folder of one dataset" };
    private readonly Option<string?> _inputs = new("--inputs") { HelpName = "ROOT", Description = "The folder that the recipe stood in: traces every record to the bytes of its source file too" };
    private readonly Option<long> _threads = Values.Threads();

    public VerifyCommand()
        : base("verify", "Asks the gates of a dataset again, from its files alone")
    {
        Add(_folder);
        Add(_inputs);
        Add(_threads);
        Examples.Add(("cuvee verify build/quickstart", "every dataset of a build; exit code 1 when a gate fails"));
        Examples.Add(("cuvee verify build/quickstart --inputs .", "trace every record to its source file as well"));
        Examples.Add(("cuvee verify build/quickstart/blend --json", "one dataset, for a script"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var result = Verify(line, screen);
        if (screen.IsJson) screen.Json(writer =>
        {
            writer.WriteBoolean("passed", result.Passed);
            writer.WriteStartObject("datasets");
            foreach (var dataset in result.Datasets) GateJson.Write(writer, dataset);
            writer.WriteEndObject();
            writer.WriteStartArray("problems");
            foreach (var problem in result.SummaryProblems) writer.WriteStringValue(problem);
            writer.WriteEndArray();
        });
        if (!screen.IsJson || !screen.IsQuiet) Print(screen, result);
        return result.Passed ? ExitCodes.Done : ExitCodes.GateFailed;
    }

    private VerificationResult Verify(ParseResult line, Screen screen)
    {
        using var progress = new WorkProgress(screen);
        return Verification.Run(line.GetRequiredValue(_folder), (int)line.GetValue(_threads), progress, line.GetValue(_inputs));
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
