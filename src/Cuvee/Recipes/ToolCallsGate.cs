using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>What the tool calls of emitted lines must be.</summary>
/// <param name="Schema">The file of tool definitions as the recipe names it, relative to the recipe.</param>
/// <param name="Expect">Words of <see cref="ToolCallsShape.Expectations"/>, in their order.</param>
/// <param name="Context">What one argument of every call must hold; null when nothing is asked of it.</param>
/// <param name="Offending">The fraction of emitted lines that may offend.</param>
/// <param name="Mark">Where the schema is named.</param>
public sealed record ToolCallsGate(string Schema, ImmutableArray<string> Expect, ContextRule? Context, Threshold Offending, Mark Mark);
