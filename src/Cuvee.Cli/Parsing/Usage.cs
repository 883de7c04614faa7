using System.CommandLine;
using System.CommandLine.Parsing;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>Says what is wrong with a command line in one line.</summary>
internal static class Usage
{
    public static CuveeException Problem(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var isRoot = command == line.RootCommandResult.Command;
        var help = isRoot ? "cuvee --help" : $"cuvee {command.Name} --help";
        var message = Message(line, command);
        return new CuveeException($"{(isRoot ? "cuvee" : command.Name)}: {message}{(message.EndsWith('?') ? " See" : "; see")} {help}");
    }

    /// <summary>The first word that looks like an option, is none, and was therefore taken for an argument. Behind <c>--</c> every word is an argument.</summary>
    public static string? UnknownOption(ParseResult line)
    {
        var words = line.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        var arguments = line.CommandResult.Command.Arguments.SelectMany(argument => line.GetResult(argument)?.Tokens ?? []).Select(token => token.Value);
        return arguments.Concat(line.UnmatchedTokens).FirstOrDefault(word => word.Length > 1 && word[0] == '-' && words.Contains(word));
    }

    private static string Message(ParseResult line, Command command)
    {
        if (UnknownOption(line) is { } option) return Unmatched(option, command);
        if (line.UnmatchedTokens.Count > 0) return Unmatched(line.UnmatchedTokens[0], command);
        foreach (var error in line.Errors)
        {
            switch (error.SymbolResult)
            {
                case OptionResult { Tokens.Count: 0, Option: { Arity.MinimumNumberOfValues: > 0 } incomplete }:
                    return $"{incomplete.Name} needs a value: {incomplete.HelpName}";
                case ArgumentResult or CommandResult:
                    if (command.Arguments.FirstOrDefault(argument => IsMissing(line, argument)) is { } missing) return $"{missing.Name} is missing";
                    break;
            }
        }

        return line.Errors[0].Message.TrimEnd('.');
    }

    private static bool IsMissing(ParseResult line, Argument argument) =>
        argument.Arity.MinimumNumberOfValues > (line.GetResult(argument)?.Tokens.Count ?? 0);

    private static string Unmatched(string word, Command command)
    {
        if (word.StartsWith('-'))
        {
            var options = command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)));
            return $"unknown option '{word}'{Advice(word, options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name)))}";
        }

        return command.Subcommands.Count > 0
            ? $"unknown command '{word}'{Advice(word, command.Subcommands.Select(known => known.Name))}"
            : $"'{word}' is one argument too many";
    }

    private static string Advice(string word, IEnumerable<string> known) =>
        Suggestion.For(word, known) is { } meant ? $"; did you mean '{meant}'?" : string.Empty;
}
