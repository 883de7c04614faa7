using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>How many places a rule changed in a record: an element of the ledger's column <c>changes</c>.</summary>
public readonly record struct RuleCount(Utf8 Rule, int Count);
