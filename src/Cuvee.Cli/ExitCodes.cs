namespace Cuvee.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and every gate passed.</summary>
    public const int Done = 0;

    /// <summary>A gate failed.</summary>
    public const int GateFailed = 1;

    /// <summary>What was compared differs.</summary>
    public const int Different = 1;

    /// <summary>Usage, recipe, input or environment: nothing was published.</summary>
    public const int NotBuilt = 2;

    /// <summary>128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
