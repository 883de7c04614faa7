namespace Cuvee.Changes;

/// <summary>One record of a group.</summary>
/// <param name="Id">Its id: in the first dataset, for an added one in the second.</param>
/// <param name="Place">Where it is read for the second dataset, for a removed one for the first: <c>file:line</c>, or <c>file:line:item</c>.</param>
/// <param name="Other">The place of the duplicate that decided on it; null without one.</param>
public sealed record DiffExample(string Id, string Place, string? Other);
