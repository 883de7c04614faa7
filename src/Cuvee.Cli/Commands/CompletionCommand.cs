using System.CommandLine;
using System.CommandLine.Completions;
using Cuvee.Model;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee completion</c>: a script that completes command lines in a shell. The script asks the program itself what could come next.</summary>
internal sealed class CompletionCommand : CuveeCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] =
            """
            _cuvee() {
                local IFS=$'\n'
                COMPREPLY=($(cuvee completion --words "${COMP_LINE:0:COMP_POINT}" bash 2>/dev/null))
            }
            complete -o default -F _cuvee cuvee
            """,
        ["zsh"] =
            """
            #compdef cuvee
            _cuvee() {
                local -a words_found
                words_found=("${(@f)$(cuvee completion --words "${BUFFER[1,CURSOR]}" zsh 2>/dev/null)}")
                if [[ -n "${words_found[1]}" ]]; then compadd -- "${words_found[@]}"; else _files; fi
            }
            compdef _cuvee cuvee
            """,
        ["fish"] =
            """
            complete -c cuvee -a '(cuvee completion --words (commandline -cp) fish 2>/dev/null)'
            """,
    };

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or fish" };
    private readonly Option<string?> _words = new("--words") { Hidden = true, HelpName = "LINE" };

    public CompletionCommand()
        : base("completion", "Prints a script that completes command lines in a shell")
    {
        _shell.CompletionSources.Add(_ => Scripts.Keys.Select(shell => new CompletionItem(shell)));
        Add(_shell);
        Add(_words);
        Examples.Add(("source <(cuvee completion bash)", "in ~/.bashrc"));
        Examples.Add(("source <(cuvee completion zsh)", "in ~/.zshrc, after compinit"));
        Examples.Add(("cuvee completion fish > ~/.config/fish/completions/cuvee.fish", "once"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var shell = line.GetRequiredValue(_shell);
        if (!Scripts.TryGetValue(shell, out var script)) throw new CuveeException($"completion: unknown shell '{shell}'; known are {string.Join(", ", Scripts.Keys)}");
        if (line.GetValue(_words) is { } typed) Suggest(line.RootCommandResult.Command, typed, screen);
        else if (screen.IsJson) screen.Json(writer => writer.WriteString("script", script));
        else screen.Line(script);
        return ExitCodes.Done;
    }

    /// <summary>Prints what could come next, a line each; where that is a file nothing, so that the shell completes it.</summary>
    private static void Suggest(Command root, string typed, Screen screen)
    {
        var last = typed[(typed.LastIndexOf(' ') + 1)..];
        var found = root.Parse(typed).GetCompletions(typed.Length).Select(completion => completion.Label);
        foreach (var word in found.Where(word => word.StartsWith(last, StringComparison.Ordinal) && (last.Length > 0 || word[0] != '-')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            screen.Line(word);
        }
    }
}
