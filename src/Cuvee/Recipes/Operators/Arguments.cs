using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>The values of an operator's parameters, defaults filled in. Equal when the canonical texts are equal.</summary>
public sealed class Arguments : IEquatable<Arguments>
{
    private readonly ImmutableArray<(Parameter Parameter, ImmutableArray<Literal> Values)> _arguments;
    private readonly string _text;

    private Arguments(ImmutableArray<(Parameter Parameter, ImmutableArray<Literal> Values)> arguments)
    {
        _arguments = arguments;
        _text = $"({string.Join(',', arguments.Select(argument => $"{argument.Parameter.Name}={Text(argument.Parameter, argument.Values)}"))})";
    }

    /// <summary>The arguments that have a value, in the order of the operator's parameters. A list has any number of literals, anything else one.</summary>
    public IEnumerable<(Parameter Parameter, ImmutableArray<Literal> Values)> Given => _arguments;

    /// <summary>Takes a mapping of parameters, or the main parameter's value, or null; all checked before.</summary>
    internal static Arguments Of(Operator @operator, Node? node)
    {
        var main = node is MapNode ? null : node;
        var arguments = ImmutableArray.CreateBuilder<(Parameter, ImmutableArray<Literal>)>();
        foreach (var parameter in @operator.Parameters)
        {
            var value = main is not null && parameter.IsMain ? main : (node as MapNode)?.Find(parameter.Name);
            value ??= parameter.Default is { } text ? new ScalarNode(default, text, isPlain: true) : null;
            if (value is not null)
            {
                arguments.Add((parameter, [.. Section.Items(value).Select(item => Value(parameter, (ScalarNode)item))]));
            }
        }

        return new Arguments(arguments.ToImmutable());
    }

    public bool Has(string name) => _arguments.Any(argument => argument.Parameter.Name == name);

    /// <summary>Null when it was not given and has no default.</summary>
    public Literal? Literal(string name) => Has(name) ? Literals(name)[0] : null;

    /// <summary>Empty when it was not given and has no default.</summary>
    public ImmutableArray<Literal> Literals(string name)
    {
        foreach (var (parameter, values) in _arguments)
        {
            if (parameter.Name == name)
            {
                return values;
            }
        }

        return [];
    }

    public decimal? Decimal(string name) => Literal(name)?.Number;

    public long? Integer(string name) => (long?)Decimal(name);

    public string? OptionalText(string name) => Literal(name)?.Text;

    /// <summary>The text of a parameter that is required or has a default.</summary>
    public string Text(string name) => OptionalText(name) ?? throw new InvalidOperationException($"'{name}' has no value");

    public bool Equals(Arguments? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as Arguments);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The canonical text: <c>(a=1,b=x)</c>, every parameter that has a value, numbers in their shortest form.</summary>
    public override string ToString() => _text;

    /// <summary>A value as artefacts have it: without the folders of an absolute path.</summary>
    internal static Literal Emitted(Parameter parameter, Literal value) =>
        parameter.Type == ParameterType.File || parameter.IsPath ? value with { Text = DecontaminateRule.WithoutRoot(value.Text) } : value;

    private static Literal Value(Parameter parameter, ScalarNode node) => parameter.Type switch
    {
        ParameterType.Literal or ParameterType.Literals or ParameterType.Boolean => Recipes.Literal.Of(node),
        ParameterType.Integer or ParameterType.Decimal => Recipes.Literal.Of(Section.Decimal(node)),
        _ => new Literal(Model.FieldKind.Text, node.Text),
    };

    private static string Text(Parameter parameter, ImmutableArray<Literal> values) =>
        parameter.Type == ParameterType.Literals ? $"[{string.Join(',', values)}]" : Emitted(parameter, values[0]).ToString();
}
