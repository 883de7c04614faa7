using System.Collections.Immutable;

namespace Cuvee.Tokens.Jinja;

/// <summary>Makes statements of a template: the part of Jinja that chat templates use.</summary>
internal sealed class JinjaParser
{
    private readonly List<JinjaToken> _tokens;
    private readonly JinjaExpressionParser _expressions;
    private int _at;
    private int _depth;

    private JinjaParser(List<JinjaToken> tokens)
    {
        _tokens = tokens;
        _expressions = new JinjaExpressionParser(tokens);
    }

    private JinjaToken Current => _tokens[_at];

    /// <exception cref="JinjaException">It holds a mistake, or something that is not supported; with the line.</exception>
    public static ImmutableArray<JinjaStatement> Parse(string template)
    {
        var parser = new JinjaParser(new JinjaLexer(template).Run());
        var statements = parser.Body();
        return parser.Current.Kind == JinjaTokenKind.EndOfTemplate ? statements : throw parser.Unexpected();
    }

    /// <summary>Statements up to a block that begins with one of the words, which is left standing.</summary>
    private ImmutableArray<JinjaStatement> Body(params ReadOnlySpan<string> ends)
    {
        if (++_depth > JinjaBudget.MaxNesting) throw new JinjaException($"line {Current.Line}: more than {JinjaBudget.MaxNesting} statements stand in each other");
        var statements = ImmutableArray.CreateBuilder<JinjaStatement>();
        while (Current.Kind != JinjaTokenKind.EndOfTemplate && !(Current.Kind == JinjaTokenKind.BeginBlock && ends.Contains(_tokens[_at + 1].Text))) statements.Add(Statement());
        _depth--;
        return ends.IsEmpty || Current.Kind == JinjaTokenKind.BeginBlock ? statements.ToImmutable() : throw new JinjaException($"line {Current.Line}: '{ends[^1]}' is missing");
    }

    private JinjaStatement Statement()
    {
        var token = _tokens[_at++];
        switch (token.Kind)
        {
            case JinjaTokenKind.Text:
                return new JinjaOutput(new JinjaConstant(token.Text));
            case JinjaTokenKind.BeginOutput:
                var value = Expression();
                End();
                return new JinjaOutput(value);
            case JinjaTokenKind.BeginBlock:
                return Block(_tokens[_at++]);
            default:
                _at--;
                throw Unexpected();
        }
    }

    private JinjaStatement Block(JinjaToken word)
    {
        switch (word.Text)
        {
            case "if":
                return If();
            case "for":
                return For();
            case "set":
                return Set();
            case "macro":
                return Macro();
            case "break" or "continue":
                End();
                return new JinjaJump(word.Text == "break" ? JinjaFlow.Break : JinjaFlow.Continue);
            case "generation":
                End();
                var body = Body("endgeneration");
                EndBlock();
                return new JinjaGroup(body);
            default:
                throw new JinjaException($"line {word.Line}: the statement '{word.Text}' is not supported");
        }
    }

    private JinjaIf If()
    {
        var branches = ImmutableArray.CreateBuilder<(JinjaExpression?, ImmutableArray<JinjaStatement>)>();
        var condition = Expression();
        End();
        branches.Add((condition, Body("elif", "else", "endif")));
        while (_tokens[_at + 1].Text != "endif")
        {
            _at++;
            var isElse = _tokens[_at++].Text == "else";
            condition = isElse ? null : Expression();
            End();
            branches.Add((condition, isElse ? Body("endif") : Body("elif", "else", "endif")));
        }

        EndBlock();
        return new JinjaIf(branches.ToImmutable());
    }

    private JinjaFor For()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var hasParentheses = Take("(");
        do names.Add(Name());
        while (Take(","));
        if (hasParentheses) Expect(")");
        Expect("in");
        var list = Expression(withChoice: false);
        var condition = Take("if") ? Expression() : null;
        End();
        var body = Body("else", "endfor");
        ImmutableArray<JinjaStatement> otherwise = [];
        if (_tokens[_at + 1].Text == "else")
        {
            _at += 2;
            End();
            otherwise = Body("endfor");
        }

        EndBlock();
        return new JinjaFor(names.ToImmutable(), list, condition, body, otherwise);
    }

    private JinjaSet Set()
    {
        var name = Name();
        var member = Take(".") ? Name() : null;
        if (Take("="))
        {
            var value = Expression();
            End();
            return new JinjaSet(name, member, value, []);
        }

        End();
        var body = Body("endset");
        EndBlock();
        return new JinjaSet(name, member, null, body);
    }

    private JinjaMacro Macro()
    {
        var name = Name();
        Expect("(");
        var parameters = ImmutableArray.CreateBuilder<(string, JinjaExpression?)>();
        while (!Take(")"))
        {
            parameters.Add((Name(), Take("=") ? Expression() : null));
            Take(",");
        }

        End();
        var body = Body("endmacro");
        EndBlock();
        return new JinjaMacro(name, parameters.ToImmutable(), body);
    }

    private JinjaExpression Expression(bool withChoice = true) => _expressions.Parse(ref _at, withChoice);

    private string Name() => Current.Kind == JinjaTokenKind.Name ? _tokens[_at++].Text : throw Unexpected();

    private bool Take(string text)
    {
        if (Current.Kind is not (JinjaTokenKind.Operator or JinjaTokenKind.Name) || Current.Text != text) return false;
        _at++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Take(text)) throw Unexpected();
    }

    private void End()
    {
        if (Current.Kind != JinjaTokenKind.End) throw Unexpected();
        _at++;
    }

    /// <summary>Takes the block that ends another one; a name may stand behind its word.</summary>
    private void EndBlock()
    {
        _at += 2;
        if (Current.Kind == JinjaTokenKind.Name) _at++;
        End();
    }

    private JinjaException Unexpected() => JinjaExpressionParser.Unexpected(Current);
}
