namespace Cuvee.Tokens.Jinja;

/// <summary>Something with a value.</summary>
internal abstract class JinjaExpression(params IEnumerable<JinjaExpression?> parts)
{
    /// <summary>How many expressions stand in each other here, this one among them.</summary>
    public int Height { get; } = 1 + parts.Select(part => part?.Height ?? 0).DefaultIfEmpty().Max();

    public abstract object? Value(JinjaScope scope);

    /// <summary>Whether it is true, as a condition.</summary>
    public bool IsTrue(JinjaScope scope) => JinjaValues.IsTrue(Value(scope));
}

/// <summary>A value written in the template.</summary>
internal sealed class JinjaConstant(object? value) : JinjaExpression
{
    public object? Constant => value;

    public override object? Value(JinjaScope scope) => value;
}

/// <summary>A name.</summary>
internal sealed class JinjaName(string name) : JinjaExpression
{
    public string Name => name;

    public override object? Value(JinjaScope scope) => scope[name];
}

/// <summary>A list or tuple.</summary>
internal sealed class JinjaList(List<JinjaExpression> items) : JinjaExpression(items)
{
    public override object? Value(JinjaScope scope) => items.ConvertAll(item => item.Value(scope));
}

/// <summary>A dictionary.</summary>
internal sealed class JinjaDictionary(List<(JinjaExpression Key, JinjaExpression Value)> items) : JinjaExpression(items.SelectMany(item => new[] { item.Key, item.Value }))
{
    public override object? Value(JinjaScope scope)
    {
        var dictionary = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in items) dictionary[JinjaValues.Text(key.Value(scope))] = value.Value(scope);
        return dictionary;
    }
}

/// <summary><c>a.b</c> and <c>a['b']</c>.</summary>
internal sealed class JinjaMember(JinjaExpression of, JinjaExpression key) : JinjaExpression(of, key)
{
    public JinjaExpression Of => of;

    public JinjaExpression Key => key;

    public override object? Value(JinjaScope scope)
    {
        var value = of.Value(scope);
        if (value is string) scope.Budget.TakeFor(value);
        return JinjaValues.Member(value, key.Value(scope));
    }
}

/// <summary><c>a[1:]</c>, with any of start, end and step.</summary>
internal sealed class JinjaSlice(JinjaExpression of, JinjaExpression? start, JinjaExpression? end, JinjaExpression? step) : JinjaExpression(of, start, end, step)
{
    public override object? Value(JinjaScope scope)
    {
        var value = of.Value(scope);
        scope.Budget.TakeFor(value);
        return JinjaValues.Slice(value, Number(start, scope), Number(end, scope), Number(step, scope) ?? 1);
    }

    private static long? Number(JinjaExpression? expression, JinjaScope scope) => expression?.Value(scope) as long?;
}

/// <summary>A call of a function, macro or method.</summary>
internal sealed class JinjaCall(JinjaExpression function, List<JinjaExpression> arguments, Dictionary<string, JinjaExpression> named) : JinjaExpression([function, .. arguments, .. named.Values])
{
    public override object? Value(JinjaScope scope)
    {
        var values = arguments.ConvertAll(argument => argument.Value(scope));
        var names = named.ToDictionary(argument => argument.Key, argument => argument.Value.Value(scope), StringComparer.Ordinal);
        if (function is JinjaMember { Key: JinjaConstant { Constant: string method } } member)
        {
            var of = member.Of.Value(scope);
            scope.Budget.TakeFor(of);
            if (JinjaValues.Member(of, method) is not JinjaFunction) return JinjaMethods.Call(of, method, values);
        }

        return function.Value(scope) is JinjaFunction callable ? callable(scope, values, names) : throw new JinjaException("something is called that is no function");
    }
}

/// <summary>A function of a template.</summary>
internal delegate object? JinjaFunction(JinjaScope caller, List<object?> arguments, Dictionary<string, object?> named);

/// <summary><c>value | filter(...)</c>.</summary>
internal sealed class JinjaFilter(JinjaExpression value, string name, List<JinjaExpression> arguments, Dictionary<string, JinjaExpression> named) : JinjaExpression([value, .. arguments, .. named.Values])
{
    public override object? Value(JinjaScope scope)
    {
        var input = value.Value(scope);
        scope.Budget.TakeFor(input);
        // Each element is compared with those before it
        if (name == "unique" && input is List<object?> list) scope.Budget.Take((long)list.Count * list.Count / 64);
        return JinjaFilters.Apply(
            name, input, arguments.ConvertAll(argument => argument.Value(scope)), named.ToDictionary(argument => argument.Key, argument => argument.Value.Value(scope), StringComparer.Ordinal));
    }
}

/// <summary><c>value is [not] test</c>.</summary>
internal sealed class JinjaTest(JinjaExpression value, string name, List<JinjaExpression> arguments, bool isNegated) : JinjaExpression([value, .. arguments])
{
    public override object? Value(JinjaScope scope) => JinjaTests.Holds(name, value.Value(scope), arguments.ConvertAll(argument => argument.Value(scope))) != isNegated;
}

/// <summary><c>not a</c> and <c>-a</c>.</summary>
internal sealed class JinjaUnary(string sign, JinjaExpression operand) : JinjaExpression(operand)
{
    public override object? Value(JinjaScope scope) => sign == "not" ? !operand.IsTrue(scope) : JinjaValues.Compute("-", 0L, operand.Value(scope));
}

/// <summary>Two operands and a sign.</summary>
internal sealed class JinjaBinary(string sign, JinjaExpression left, JinjaExpression right) : JinjaExpression(left, right)
{
    public override object? Value(JinjaScope scope)
    {
        var value = left.Value(scope);
        return sign switch
        {
            "and" => JinjaValues.IsTrue(value) ? right.Value(scope) : value,
            "or" => JinjaValues.IsTrue(value) ? value : right.Value(scope),
            _ => Computed(scope, value, right.Value(scope)),
        };
    }

    private object? Computed(JinjaScope scope, object? first, object? second)
    {
        scope.Budget.TakeFor(first);
        scope.Budget.TakeFor(second);
        var result = JinjaValues.Compute(sign, first, second);
        scope.Budget.TakeFor(result);
        return result;
    }
}

/// <summary><c>a if condition else b</c>.</summary>
internal sealed class JinjaChoice(JinjaExpression condition, JinjaExpression then, JinjaExpression? otherwise) : JinjaExpression(condition, then, otherwise)
{
    public override object? Value(JinjaScope scope) => condition.IsTrue(scope) ? then.Value(scope) : otherwise is null ? JinjaValues.Undefined : otherwise.Value(scope);
}
