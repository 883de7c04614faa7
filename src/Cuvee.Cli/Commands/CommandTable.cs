namespace Cuvee.Cli.Commands;

/// <summary>The one table of all commands, in the order of the help page. A new command is a file of its own and a line here.</summary>
internal static class CommandTable
{
    public static IReadOnlyList<CuveeCommand> All() =>
    [
        new InspectCommand(),
        new InitCommand(),
        new BuildCommand(),
        new CheckCommand(),
        new VerifyCommand(),
        new ExplainCommand(),
        new SampleCommand(),
        new QueryCommand(),
        new DiffCommand(),
        new LockCommand(),
        new CacheCommand(),
        new ConvertCommand(),
        new DedupCommand(),
        new DecontaminateCommand(),
        new OperatorsCommand(),
        new SchemaCommand(),
        new CompletionCommand(),
        new HelpCommand(),
    ];
}
