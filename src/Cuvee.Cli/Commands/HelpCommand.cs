using System.CommandLine;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee help build</c> is <c>cuvee build --help</c>.</summary>
internal sealed class HelpCommand : CuveeCommand
{
    private readonly Argument<string?> _command = new("COMMAND") { Description = "The command to explain", Arity = ArgumentArity.ZeroOrOne };

    public HelpCommand()
        : base("help", "Explains a command")
    {
        _command.CompletionSources.Add(_ => CommandTable.All().Select(command => new System.CommandLine.Completions.CompletionItem(command.Name)));
        Add(_command);
        Examples.Add(("cuvee help build", "the same as cuvee build --help"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var root = line.RootCommandResult.Command;
        var name = line.GetValue(_command);
        var command = name is null ? root : root.Subcommands.FirstOrDefault(command => command.Name == name) ?? throw Unknown(name, root);
        HelpPage.Write(screen, root, command);
        return ExitCodes.Done;
    }

    private static CuveeException Unknown(string name, Command root)
    {
        var meant = Suggestion.For(name, root.Subcommands.Select(command => command.Name));
        return new CuveeException($"help: unknown command '{name}'; {(meant is null ? "cuvee --help lists them" : $"did you mean '{meant}'?")}");
    }
}
