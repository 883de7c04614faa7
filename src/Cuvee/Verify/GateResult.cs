using System.Collections.Immutable;

namespace Cuvee.Verify;

/// <summary>What a gate says.</summary>
public enum GateStatus
{
    /// <summary>Nobody asked for it.</summary>
    Off,
    Passed,
    Warned,
    Failed,
}

/// <summary>The finding of one gate.</summary>
/// <param name="Name">The word of the contract.</param>
/// <param name="Status">Never passed unless it was evaluated.</param>
/// <param name="Message">What was found, for people, without a full stop.</param>
/// <param name="Offenders">The first hundred records, lines or files at fault.</param>
/// <param name="OffenderCount">All of them.</param>
public sealed record GateResult(string Name, GateStatus Status, string Message, ImmutableArray<string> Offenders, long OffenderCount)
{
    /// <summary>Numbers by their names, for programs; empty for most gates.</summary>
    public ImmutableArray<KeyValuePair<string, long>> Figures { get; init; } = [];

    /// <summary>Where the gate was asked for, then where each offender is, when a verification found out; else empty.</summary>
    public ImmutableArray<OffenderPlace> Places { get; init; } = [];
}
