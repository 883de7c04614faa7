using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Tools;

/// <summary>One tool of a schema.</summary>
/// <param name="Name">What a call names.</param>
/// <param name="Parameters">In the order of the schema.</param>
/// <param name="AllowsOthers">Whether a call may give parameters that are not named.</param>
internal sealed record ToolDefinition(string Name, ImmutableArray<ToolParameter> Parameters, bool AllowsOthers)
{
    /// <summary>The parameter of that name, or null.</summary>
    public ToolParameter? Find(ReadOnlySpan<byte> name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name.Span.SequenceEqual(name)) return parameter;
        }

        return null;
    }
}

/// <summary>One parameter of a tool.</summary>
/// <param name="Name">Its key among the arguments.</param>
/// <param name="Type">What its value may be.</param>
/// <param name="IsRequired">Whether every call gives it.</param>
internal sealed record ToolParameter(Utf8 Name, ValueType Type, bool IsRequired);
