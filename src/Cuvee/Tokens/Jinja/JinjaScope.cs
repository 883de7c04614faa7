using System.Runtime.CompilerServices;
using System.Text;

namespace Cuvee.Tokens.Jinja;

/// <summary>Names and their values while a template runs, inner ones first; and where its text goes.</summary>
internal sealed class JinjaScope(JinjaScope? outer)
{
    /// <summary>A template that calls itself more deeply than this has no end.</summary>
    private const int MaxDepth = 200;

    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Where the text goes.</summary>
    public StringBuilder Output { get; init; } = outer?.Output ?? new StringBuilder();

    /// <summary>What the whole rendering may take.</summary>
    public JinjaBudget Budget { get; } = outer?.Budget ?? new JinjaBudget();

    private int Depth { get; } = (outer?.Depth ?? 0) + 1;

    public object? this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value : outer is null ? JinjaValues.Undefined : outer[name];
        set => _values[name] = value;
    }

    /// <summary>A scope within this one.</summary>
    /// <param name="output">Where its text goes; by default where this one's does.</param>
    public JinjaScope Inner(StringBuilder? output = null)
    {
        if (Depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new JinjaException("the template calls itself without end");
        return new JinjaScope(this) { Output = output ?? Output };
    }
}
