using System.CommandLine;
using Cuvee.Cli.Commands;

namespace Cuvee.Cli;

/// <summary>The help of the program or of one command: what it does, how it is called, and command lines that work.</summary>
internal static class HelpPage
{
    /// <summary>Longer lines are hard to read.</summary>
    private const int MaxColumns = 100;

    public static void Write(Screen screen, Command root, Command command)
    {
        var style = screen.OutStyle;
        Wrap(screen, $"{command.Description}.", 0);
        screen.Line();
        screen.Line($"{style.Bold("Usage:")} {UsageOf(root, command)}");
        Section(screen, "Commands:", command.Subcommands.Where(inner => !inner.Hidden).Select(inner => (inner.Name, inner.Description ?? "")));
        Section(screen, "Arguments:", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        var shared = root.Options.Where(option => option.Recursive || command == root);
        Section(screen, "Options:", (command == root ? [] : command.Options).Where(option => !option.Hidden).Select(Describe));
        Section(screen, command == root ? "Options:" : "Options of every command:", shared.Select(Describe));
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
            var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
            return argument.Arity.MinimumNumberOfValues == 0 ? $" [{name}]" : $" {name}";
        });
        return $"cuvee {command.Name}{string.Concat(arguments)} [options]";
    }

    private static (string, string) Describe(Option option)
    {
        var names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Where(alias => alias.Length == 2 && alias[1] != '?').Append(option.Name));
        return (option.Arity.MaximumNumberOfValues == 0 ? names : $"{names} {option.HelpName}", option.Description ?? "");
    }

    private static void Section(Screen screen, string title, IEnumerable<(string Name, string Description)> entries)
    {
        var list = entries.ToList();
        if (list.Count == 0) return;
        screen.Line();
        screen.Line(screen.OutStyle.Bold(title));
        var indent = list.Max(entry => entry.Name.Length) + 4;
        foreach (var (name, description) in list)
        {
            screen.Out.Write($"  {screen.OutStyle.Cyan(name)}{new string(' ', indent - 2 - name.Length)}");
            Wrap(screen, description, indent);
        }
    }

    private static void Examples(Screen screen, CuveeCommand command)
    {
        screen.Line();
        screen.Line(screen.OutStyle.Bold("Examples:"));
        foreach (var (line, meaning) in command.Examples)
        {
            screen.Line($"  {screen.OutStyle.Cyan(line)}");
            screen.Out.Write("      ");
            Wrap(screen, meaning, 6);
        }
    }

    /// <summary>Writes a text that begins in column <paramref name="indent"/> and goes on there in every further line.</summary>
    private static void Wrap(Screen screen, string text, int indent)
    {
        var width = Math.Max(24, Math.Min(screen.Columns, MaxColumns) - indent);
        var column = 0;
        foreach (var word in text.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > width)
            {
                screen.Line();
                screen.Out.Write(new string(' ', indent));
                column = 0;
            }

            screen.Out.Write(column > 0 ? $" {word}" : word);
            column += word.Length + (column > 0 ? 1 : 0);
        }

        screen.Line();
    }
}
