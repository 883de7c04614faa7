using System.CommandLine;
using Cuvee.Cli.Commands;

namespace Cuvee.Cli;

/// <summary>The program itself: all commands, and the options that each of them takes.</summary>
internal sealed class RootOfCommands : Command
{
    private readonly Flag _json = new("--json", "Print one JSON document to standard output; everything else goes to standard error");
    private readonly Flag _quiet = new("--quiet", "Show no progress", "-q");
    private readonly Flag _debug = new("--debug", "Show where in the program an error arose");
    private readonly Flag _help = new("--help", "Explain the command", "-h", "-?");
    private readonly Flag _version = new("--version", "Print the version") { Recursive = false };

    public RootOfCommands()
        : base("cuvee", "Cuvee compiles fine-tuning datasets: a recipe goes in, a verified dataset with an account of every record comes out")
    {
        foreach (var command in CommandTable.All()) Add(command);
        foreach (var flag in (Flag[])[_json, _quiet, _debug, _help, _version]) Add(flag);
    }

    public bool IsJson(ParseResult line) => _json.IsSet(line);

    public bool IsQuiet(ParseResult line) => _quiet.IsSet(line);

    public bool IsDebug(ParseResult line) => _debug.IsSet(line);

    public bool WantsHelp(ParseResult line) => _help.IsSet(line);

    public bool WantsVersion(ParseResult line) => _version.IsSet(line);
}
