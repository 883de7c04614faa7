using System.Globalization;

namespace Cuvee.Tokens.Jinja;

/// <summary>Makes expressions of the pieces of a template, with Jinja's precedence.</summary>
internal sealed class JinjaExpressionParser(List<JinjaToken> tokens)
{
    private int _at;
    private int _depth;

    private JinjaToken Current => tokens[_at];

    /// <summary>Parses one expression and leaves <paramref name="at"/> behind it.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="withChoice">Whether an <c>if</c> behind it belongs to it.</param>
    /// <exception cref="JinjaException">It holds a mistake, or something that is not supported; with the line.</exception>
    public JinjaExpression Parse(ref int at, bool withChoice)
    {
        _at = at;
        var expression = withChoice ? Choice() : Or();
        if (expression.Height > JinjaBudget.MaxNesting) throw TooDeep();
        at = _at;
        return expression;
    }

    public static JinjaException Unexpected(JinjaToken token) => new(
        token.Kind is JinjaTokenKind.End or JinjaTokenKind.EndOfTemplate ? $"line {token.Line}: something is missing before the end of the tag" : $"line {token.Line}: unexpected '{token.Text}'");

    private JinjaException TooDeep() => new($"line {Current.Line}: more than {JinjaBudget.MaxNesting} expressions stand in each other");

    private JinjaExpression Nested(Func<JinjaExpression> read)
    {
        if (++_depth > JinjaBudget.MaxNesting) throw TooDeep();
        var expression = read();
        _depth--;
        return expression;
    }

    private JinjaExpression Choice() => Nested(ChoiceBody);

    private JinjaExpression ChoiceBody()
    {
        var value = Or();
        while (Take("if"))
        {
            var condition = Or();
            value = new JinjaChoice(condition, value, Take("else") ? Choice() : null);
        }

        return value;
    }

    private JinjaExpression Or() => Chain(And, "or");

    private JinjaExpression And() => Chain(Not, "and");

    private JinjaExpression Not() => Take("not") ? new JinjaUnary("not", Nested(Not)) : Comparison();

    private JinjaExpression Comparison()
    {
        var value = Compared(Sum(), out var isComparison);
        if (!isComparison) return value;
        var line = Current.Line;
        Compared(value, out var isChain);
        return isChain ? throw new JinjaException($"line {line}: a chain of comparisons is not supported; join two with 'and'") : value;
    }

    private JinjaExpression Compared(JinjaExpression value, out bool isComparison)
    {
        isComparison = true;
        if (TakeAny(out var sign, "==", "!=", "<=", ">=", "<", ">", "in")) return new JinjaBinary(sign, value, Sum());
        isComparison = Current is { Kind: JinjaTokenKind.Name, Text: "not" } && tokens[_at + 1].Text == "in";
        if (!isComparison) return value;
        _at += 2;
        return new JinjaUnary("not", new JinjaBinary("in", value, Sum()));
    }

    private JinjaExpression Sum() => Chain(Joined, "+", "-");

    private JinjaExpression Joined() => Chain(Product, "~");

    private JinjaExpression Product() => Chain(Unary, "*", "//", "/", "%");

    private JinjaExpression Unary() => Take("-") ? new JinjaUnary("-", Nested(Unary)) : Filtered(Postfix(Primary()));

    private JinjaExpression Chain(Func<JinjaExpression> operand, params string[] signs)
    {
        var value = operand();
        while (TakeAny(out var sign, signs))
        {
            if (sign == "%" && value is JinjaConstant { Constant: string }) throw new JinjaException($"line {Current.Line}: '%' behind a text is not supported; join its parts with '~'");
            value = new JinjaBinary(sign, value, operand());
        }

        return value;
    }

    /// <summary>Filters and tests behind a value.</summary>
    private JinjaExpression Filtered(JinjaExpression value)
    {
        while (true)
        {
            if (Take("|"))
            {
                var line = Current.Line;
                var name = Name();
                var (arguments, named) = Take("(") ? Arguments() : ([], []);
                if (JinjaSignatures.ProblemOfFilter(name, arguments, named) is { } problem) throw new JinjaException($"line {line}: {problem}");
                value = Postfix(new JinjaFilter(value, name, arguments, named));
            }
            else if (Take("is"))
            {
                var isNegated = Take("not");
                var line = Current.Line;
                var name = Name();
                List<JinjaExpression> arguments = Take("(") ? Arguments().Arguments : IsOperand() ? [Postfix(Primary())] : [];
                if (JinjaSignatures.ProblemOfTest(name, arguments.Count) is { } problem) throw new JinjaException($"line {line}: {problem}");
                value = new JinjaTest(value, name, arguments, isNegated);
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>Whether a value stands here: the argument of a test without parentheses.</summary>
    private bool IsOperand() => Current.Kind is JinjaTokenKind.String or JinjaTokenKind.Number
        || (Current.Kind == JinjaTokenKind.Name && Current.Text is not ("and" or "or" or "not" or "if" or "else" or "is" or "in"));

    private JinjaExpression Postfix(JinjaExpression value)
    {
        while (true)
        {
            if (Take("."))
            {
                value = new JinjaMember(value, new JinjaConstant(Current.Kind == JinjaTokenKind.Number ? Number() : Name()));
            }
            else if (Take("["))
            {
                value = Index(value);
            }
            else if (Take("("))
            {
                var line = Current.Line;
                var (arguments, named) = Arguments();
                if (value is JinjaMember { Key: JinjaConstant { Constant: string method } } && JinjaSignatures.ProblemOfMethod(method, arguments.Count, named.Count) is { } problem) throw new JinjaException($"line {line}: {problem}");
                value = new JinjaCall(value, arguments, named);
            }
            else
            {
                return value;
            }
        }
    }

    private JinjaExpression Index(JinjaExpression of)
    {
        var start = IsAt(":") ? null : Choice();
        if (start is not null && Take("]")) return new JinjaMember(of, start);
        Expect(":");
        var end = IsAt(":") || IsAt("]") ? null : Choice();
        var step = Take(":") && !IsAt("]") ? Choice() : null;
        Expect("]");
        return new JinjaSlice(of, start, end, step);
    }

    private (List<JinjaExpression> Arguments, Dictionary<string, JinjaExpression> Named) Arguments()
    {
        var (arguments, named) = (new List<JinjaExpression>(), new Dictionary<string, JinjaExpression>(StringComparer.Ordinal));
        while (!Take(")"))
        {
            if (Current.Kind == JinjaTokenKind.Name && tokens[_at + 1] is { Kind: JinjaTokenKind.Operator, Text: "=" })
            {
                var name = Name();
                _at++;
                named[name] = Choice();
            }
            else
            {
                arguments.Add(Choice());
            }

            if (!Take(",") && !IsAt(")")) throw Unexpected(Current);
        }

        return (arguments, named);
    }

    private JinjaExpression Primary()
    {
        var token = tokens[_at++];
        switch (token)
        {
            case { Kind: JinjaTokenKind.String }:
                var text = token.Text;
                while (Current.Kind == JinjaTokenKind.String) text += tokens[_at++].Text;
                return new JinjaConstant(text);
            case { Kind: JinjaTokenKind.Number }:
                _at--;
                return new JinjaConstant(Number());
            case { Kind: JinjaTokenKind.Name }:
                return token.Text switch
                {
                    "true" or "True" => new JinjaConstant(true),
                    "false" or "False" => new JinjaConstant(false),
                    "none" or "None" => new JinjaConstant(null),
                    _ => new JinjaName(token.Text),
                };
            case { Kind: JinjaTokenKind.Operator, Text: "(" }:
                return Group();
            case { Kind: JinjaTokenKind.Operator, Text: "[" }:
                return new JinjaList(Items("]"));
            case { Kind: JinjaTokenKind.Operator, Text: "{" }:
                return Dictionary();
            default:
                throw Unexpected(token);
        }
    }

    private JinjaExpression Group()
    {
        var first = Choice();
        if (Take(")")) return first;
        Expect(",");
        return new JinjaList([first, .. Items(")")]);
    }

    private List<JinjaExpression> Items(string end)
    {
        var items = new List<JinjaExpression>();
        while (!Take(end))
        {
            items.Add(Choice());
            if (!Take(",") && !IsAt(end)) throw Unexpected(Current);
        }

        return items;
    }

    private JinjaDictionary Dictionary()
    {
        var items = new List<(JinjaExpression, JinjaExpression)>();
        while (!Take("}"))
        {
            var key = Choice();
            Expect(":");
            items.Add((key, Choice()));
            if (!Take(",") && !IsAt("}")) throw Unexpected(Current);
        }

        return new JinjaDictionary(items);
    }

    private object Number()
    {
        var text = tokens[_at++].Text;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? (object)whole : double.Parse(text, CultureInfo.InvariantCulture);
    }

    private string Name() => Current.Kind == JinjaTokenKind.Name ? tokens[_at++].Text : throw Unexpected(Current);

    private bool IsAt(string text) => Current.Kind is JinjaTokenKind.Operator or JinjaTokenKind.Name && Current.Text == text;

    private bool Take(string text)
    {
        if (!IsAt(text)) return false;
        _at++;
        return true;
    }

    private bool TakeAny(out string taken, params ReadOnlySpan<string> texts)
    {
        taken = Current.Text;
        foreach (var text in texts)
        {
            if (Take(text)) return true;
        }

        return false;
    }

    private void Expect(string text)
    {
        if (!Take(text)) throw Unexpected(Current);
    }
}
