using System.CommandLine;
using Cuvee.Cli.Commands;

namespace Cuvee.Cli;

/// <summary>The help of the program or of one command: what it does, how it is called, and command lines that work.</summary>
internal static class HelpPage
{
    public static void Write(Screen screen, Command root, Command command)
    {
        var style = screen.OutStyle;
        Prose.Write(screen, $"{command.Description}.", 0);
        screen.Line();
        screen.Line($"{style.Bold("Usage:")} {UsageOf(root, command)}");
        Prose.Definitions(screen, "Commands:", command.Subcommands.Where(inner => !inner.Hidden).Select(inner => (inner.Name, inner.Description ?? "")));
        Prose.Definitions(screen, "Arguments:", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        var shared = root.Options.Where(option => option.Recursive || command == root);
        Prose.Definitions(screen, "Options:", (command == root ? [] : command.Options).Where(option => !option.Hidden).Select(Describe));
        Prose.Definitions(screen, command == root ? "Options:" : "Options of every command:", shared.Select(Describe));
        if (command is CuveeCommand { Examples.Count: > 0 } known) Examples(screen, known);
        if (command == root)
        {
            screen.Line();
            screen.Line("cuvee COMMAND --help explains a command.");
        }
    }

    private static string UsageOf(Command root, Command command)
    {
        if (command == root) return "cuvee COMMAND [options]";
        var arguments = command.Arguments.Select(argument =>
        {
            var isList = argument.Arity.MaximumNumberOfValues > 1 && !argument.Name.Contains("...", StringComparison.Ordinal);
            var name = isList ? $"{argument.Name}..." : argument.Name;
            return argument.Arity.MinimumNumberOfValues == 0 ? $" [{name}]" : $" {name}";
        });
        return $"cuvee {command.Name}{string.Concat(arguments)} [options]";
    }

    private static (string, string) Describe(Option option)
    {
        var names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Where(alias => alias.Length == 2 && alias[1] != '?').Append(option.Name));
        return (option.Arity.MaximumNumberOfValues == 0 ? names : $"{names} {option.HelpName}", option.Description ?? "");
    }

    private static void Examples(Screen screen, CuveeCommand command)
    {
        screen.Line();
        screen.Line(screen.OutStyle.Bold("Examples:"));
        foreach (var (line, meaning) in command.Examples)
        {
            screen.Line($"  {screen.OutStyle.Cyan(line)}");
            screen.Out.Write("      ");
            Prose.Write(screen, meaning, 6);
        }
    }
}
