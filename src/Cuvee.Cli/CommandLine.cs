using System.CommandLine;
using System.CommandLine.Parsing;
using Cuvee.Cli.Commands;

namespace Cuvee.Cli;

/// <summary>From the words of the command line to one command, and from what it says or throws to an exit code.</summary>
internal static class CommandLine
{
    /// <summary>A <c>@</c> at the start of an argument is a character like any other: there are no response files.</summary>
    private static readonly ParserConfiguration Configuration = new() { ResponseFileTokenReplacer = null };

    public static int Run(string[] args)
    {
        var root = new RootOfCommands();
        var line = root.Parse(args, Configuration);
        using var screen = new Screen(root.IsJson(line), root.IsQuiet(line), root.IsDebug(line));
        try
        {
            return Run(root, line, screen);
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, screen);
        }
    }

    private static int Run(RootOfCommands root, ParseResult line, Screen screen)
    {
        var command = line.CommandResult.Command;
        if (root.WantsVersion(line))
        {
            Version(screen);
            return ExitCodes.Done;
        }

        if (root.WantsHelp(line) || (command == root && line.UnmatchedTokens.Count == 0))
        {
            HelpPage.Write(screen, root, command);
            return ExitCodes.Done;
        }

        if (line.Errors.Count > 0 || Usage.UnknownOption(line) is not null) throw Usage.Problem(line);
        return ((CuveeCommand)command).Run(line, screen);
    }

    private static void Version(Screen screen)
    {
        var version = typeof(Engine.Build).Assembly.GetName().Version!.ToString(3);
        if (screen.IsJson) screen.Json(writer => writer.WriteString("version", version));
        else screen.Line($"cuvee {version}");
    }
}
