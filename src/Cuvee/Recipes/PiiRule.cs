using System.Collections.Immutable;
using Cuvee.Pii;

namespace Cuvee.Recipes;

/// <summary>What is looked for as personal data, and what becomes of it.</summary>
/// <param name="Action">Never <see cref="PiiAction.Off"/>: a recipe that looks for nothing has no rule.</param>
/// <param name="Kinds">In the order of <see cref="PiiKind"/>; at least one.</param>
/// <param name="Mark">Where it stands.</param>
public sealed record PiiRule(PiiAction Action, ImmutableArray<PiiKind> Kinds, Mark Mark)
{
    /// <summary>Raised whenever the same text may give another result.</summary>
    public const int Version = 2;

    /// <summary>The reason in the ledger of a record that is dropped.</summary>
    public const string Reason = "pii";

    /// <summary>The word of the action.</summary>
    public string ActionWord => Action.ToString().ToLowerInvariant();

    /// <summary>What it was run with, for the list of operators.</summary>
    internal string Parameters => $"action: {ActionWord}, kinds: {string.Join(", ", Kinds.Select(kind => kind.Word()))}";
}
