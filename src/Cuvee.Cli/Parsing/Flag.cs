using System.CommandLine;

namespace Cuvee.Cli;

/// <summary>An option without a value, known to every command below.</summary>
internal sealed class Flag : Option<bool>
{
    public Flag(string name, string description, params string[] aliases)
        : base(name, aliases)
    {
        Description = description;
        Arity = ArgumentArity.Zero;
        Recursive = true;
    }

    public bool IsSet(ParseResult line) => line.GetResult(this) is { Implicit: false };
}
