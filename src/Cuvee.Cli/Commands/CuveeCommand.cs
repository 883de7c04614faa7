using System.CommandLine;

namespace Cuvee.Cli.Commands;

/// <summary>One command: its words, its help and what it does. The constructor runs at every start, so it only declares.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="summary">One line for the help page, without a full stop.</param>
internal abstract class CuveeCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>Command lines that work, each with what it does; shown in this order.</summary>
    public List<(string Line, string Meaning)> Examples { get; } = [];

    /// <summary>Does it and gives the exit code. A <see cref="Model.CuveeException"/> becomes an error line and exit code 2.</summary>
    public abstract int Run(ParseResult line, Screen screen);
}
