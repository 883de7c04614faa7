using System.Collections.Immutable;
using System.Text;

namespace Cuvee.Tokens.Jinja;

/// <summary>How a statement ends.</summary>
internal enum JinjaFlow : byte
{
    Next,
    Break,
    Continue,
}

/// <summary>Something that a template does.</summary>
internal abstract class JinjaStatement
{
    public abstract JinjaFlow Run(JinjaScope scope);

    /// <summary>Runs statements until one breaks the loop they stand in.</summary>
    public static JinjaFlow RunAll(ImmutableArray<JinjaStatement> statements, JinjaScope scope)
    {
        foreach (var statement in statements)
        {
            if (statement.Run(scope) is var flow and not JinjaFlow.Next) return flow;
        }

        return JinjaFlow.Next;
    }
}

/// <summary>Text as it stands, or the value of an expression.</summary>
internal sealed class JinjaOutput(JinjaExpression value) : JinjaStatement
{
    public override JinjaFlow Run(JinjaScope scope)
    {
        var text = JinjaValues.Text(value.Value(scope));
        JinjaBudget.CheckText((long)scope.Output.Length + text.Length);
        scope.Output.Append(text);
        return JinjaFlow.Next;
    }
}

/// <summary><c>if</c>, <c>elif</c>, <c>else</c>; no condition stands for else.</summary>
internal sealed class JinjaIf(ImmutableArray<(JinjaExpression? Condition, ImmutableArray<JinjaStatement> Body)> branches) : JinjaStatement
{
    public override JinjaFlow Run(JinjaScope scope)
    {
        foreach (var (condition, body) in branches)
        {
            if (condition is null || condition.IsTrue(scope)) return RunAll(body, scope);
        }

        return JinjaFlow.Next;
    }
}

/// <summary><c>for</c>, with an optional condition and what runs when there is nothing.</summary>
internal sealed class JinjaFor(ImmutableArray<string> names, JinjaExpression list, JinjaExpression? condition, ImmutableArray<JinjaStatement> body, ImmutableArray<JinjaStatement> otherwise) : JinjaStatement
{
    public override JinjaFlow Run(JinjaScope scope)
    {
        var items = JinjaValues.Items(list.Value(scope)).Where(item => condition is null || condition.IsTrue(With(scope, item))).ToList();
        if (items.Count == 0) return RunAll(otherwise, scope);
        for (var i = 0; i < items.Count; i++)
        {
            var inner = With(scope, items[i]);
            inner["loop"] = Loop(items, i);
            if (RunAll(body, inner) == JinjaFlow.Break) break;
        }

        return JinjaFlow.Next;
    }

    private JinjaScope With(JinjaScope scope, object? item)
    {
        scope.Budget.Take();
        var inner = scope.Inner();
        if (names.Length == 1)
        {
            inner[names[0]] = item;
            return inner;
        }

        var parts = JinjaValues.Items(item).ToList();
        if (parts.Count != names.Length) throw new JinjaException($"{parts.Count} values for {names.Length} names");
        for (var i = 0; i < names.Length; i++) inner[names[i]] = parts[i];
        return inner;
    }

    private static Dictionary<string, object?> Loop(List<object?> items, int i) => new(StringComparer.Ordinal)
    {
        ["index"] = i + 1L,
        ["index0"] = (long)i,
        ["revindex"] = (long)(items.Count - i),
        ["revindex0"] = items.Count - i - 1L,
        ["first"] = i == 0,
        ["last"] = i == items.Count - 1,
        ["length"] = (long)items.Count,
        ["previtem"] = i > 0 ? items[i - 1] : JinjaValues.Undefined,
        ["nextitem"] = i + 1 < items.Count ? items[i + 1] : JinjaValues.Undefined,
    };
}

/// <summary><c>set name = value</c>, <c>set namespace.name = value</c>, and <c>set name</c> with a body.</summary>
internal sealed class JinjaSet(string name, string? member, JinjaExpression? value, ImmutableArray<JinjaStatement> body) : JinjaStatement
{
    public override JinjaFlow Run(JinjaScope scope)
    {
        var result = value is null ? Captured(body, scope.Inner(new StringBuilder())) : value.Value(scope);
        if (member is null) scope[name] = result;
        else if (scope[name] is Dictionary<string, object?> target) target[member] = result;
        else throw new JinjaException($"'{name}' is no namespace");
        return JinjaFlow.Next;
    }

    /// <summary>The text that statements make.</summary>
    public static string Captured(ImmutableArray<JinjaStatement> body, JinjaScope scope)
    {
        RunAll(body, scope);
        return scope.Output.ToString();
    }
}

/// <summary><c>macro</c>.</summary>
internal sealed class JinjaMacro(string name, ImmutableArray<(string Name, JinjaExpression? Default)> parameters, ImmutableArray<JinjaStatement> body) : JinjaStatement
{
    public override JinjaFlow Run(JinjaScope scope)
    {
        scope[name] = (JinjaFunction)Call;
        return JinjaFlow.Next;
    }

    private string Call(JinjaScope caller, List<object?> arguments, Dictionary<string, object?> named)
    {
        caller.Budget.Take();
        var scope = caller.Inner(new StringBuilder());
        for (var i = 0; i < parameters.Length; i++)
        {
            var (parameter, otherwise) = parameters[i];
            scope[parameter] = i < arguments.Count ? arguments[i] : named.TryGetValue(parameter, out var value) ? value : otherwise is null ? JinjaValues.Undefined : otherwise.Value(scope);
        }

        return JinjaSet.Captured(body, scope);
    }
}

/// <summary><c>break</c> and <c>continue</c>.</summary>
internal sealed class JinjaJump(JinjaFlow flow) : JinjaStatement
{
    public override JinjaFlow Run(JinjaScope scope) => flow;
}

/// <summary>A block that only groups: <c>generation</c>.</summary>
internal sealed class JinjaGroup(ImmutableArray<JinjaStatement> body) : JinjaStatement
{
    public override JinjaFlow Run(JinjaScope scope) => RunAll(body, scope);
}
