using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Cuvee.Filter;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tools;

/// <summary>Compares one call after the other with the schema and with what the recipe asks of its context. One instance serves one worker.</summary>
internal sealed class CallCheck
{
    private const int LongestName = 60;

    private readonly ToolSchema _schema;
    private readonly ContextRule? _context;
    private readonly byte[] _key;
    private readonly ImmutableArray<(byte[] Name, Regex Pattern)> _patterns;
    private readonly ArgumentText _arguments = new();

    public CallCheck(ToolSchema schema, ContextRule? context)
    {
        (_schema, _context) = (schema, context);
        _key = Encoding.UTF8.GetBytes(context?.Key ?? string.Empty);
        _patterns = context is null ? [] : [.. context.Patterns.Select(pattern => (Encoding.UTF8.GetBytes(pattern.Key), ContextRule.Compile(pattern.Value)))];
    }

    /// <summary>A name as it is shown: on one line, and not at any length.</summary>
    public static string Shown(Utf8 name)
    {
        var words = string.Join(' ', name.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= LongestName ? words : $"{words.AsSpan(0, LongestName)}...";
    }

    /// <summary>Checks a call.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="text">The arguments as JSON; absent for none.</param>
    /// <param name="offered">The tools that the record itself offers; null where it offers none.</param>
    /// <param name="offences">Where what is wrong is noted.</param>
    public void Check(Utf8 name, Utf8 text, IReadOnlySet<Utf8>? offered, CallOffences offences)
    {
        var tool = _schema.Tools.GetValueOrDefault(name);
        if (tool is null) offences.Add(CallRule.Known, () => $"'{Shown(name)}' is not in the schema");
        if (offered is not null && !offered.Contains(name)) offences.Add(CallRule.Offered, () => $"'{Shown(name)}' is not among the record's tools");
        var arguments = _arguments.Read(text);
        if (!arguments.Exists || _arguments.IsLenient)
        {
            var problem = arguments.Exists ? "have an unescaped control character" : text.IsAbsent ? "are missing" : "are no JSON object";
            offences.Add(CallRule.Arguments, () => $"the arguments of {Shown(name)} {problem}");
        }

        if (arguments.Exists && tool is not null) CheckParameters(tool, arguments, offences);
        if (_context is not null) CheckContext(arguments, _context, name, offences);
    }

    private void CheckParameters(ToolDefinition tool, JsonNode arguments, CallOffences offences)
    {
        foreach (var parameter in tool.Parameters)
        {
            if (parameter.IsRequired && !arguments[parameter.Name.Span].Exists) offences.Add(CallRule.Required, () => $"{tool.Name} lacks '{parameter.Name}'");
        }

        foreach (var (key, value) in arguments.Members())
        {
            if (tool.Find(key.Text.Span) is { } parameter)
            {
                if (!parameter.Type.Accepts(value)) offences.Add(CallRule.Type, () => $"'{parameter.Name}' of {tool.Name} is not {parameter.Type.Words}");
            }
            else if (!tool.AllowsOthers && !(_context is not null && key.Is(_key)))
            {
                var given = key.Text;
                offences.Add(CallRule.Expected, () => $"{tool.Name} has no '{Shown(given)}'");
            }
        }
    }

    private void CheckContext(JsonNode arguments, ContextRule rule, Utf8 name, CallOffences offences)
    {
        var context = arguments[_key];
        if (rule.IsFirst && !IsFirst(arguments)) offences.Add(CallRule.First, () => $"'{rule.Key}' is not the first argument of {Shown(name)}");
        foreach (var field in rule.Fields)
        {
            if (Field(context, field).IsAbsent) offences.Add(CallRule.Fields, () => $"'{rule.Key}' of {Shown(name)} has no text '{field}'");
        }

        foreach (var (field, pattern) in _patterns)
        {
            var text = context[field].Text;
            if (text.IsAbsent || !pattern.IsMatch(text.ToString())) offences.Add(CallRule.Patterns, () => $"'{Encoding.UTF8.GetString(field)}' of '{rule.Key}' is not of its form");
        }

        foreach (var (field, least) in rule.Lengths)
        {
            var length = Measure.Characters(Field(context, field).Span);
            if (length < least) offences.Add(CallRule.Lengths, () => $"'{field}' of '{rule.Key}' has {length} characters, fewer than {least}");
        }

        foreach (var field in rule.Filled)
        {
            if (!PlaceholderFilter.IsFilled(Field(context, field).Span)) offences.Add(CallRule.Filled, () => $"'{field}' of '{rule.Key}' is not filled in");
        }

        CheckDistinct(context, rule, offences);
    }

    /// <summary>Texts are compared without regard to white space at their ends and the case of ASCII letters; what is not there is equal to nothing.</summary>
    private static void CheckDistinct(JsonNode context, ContextRule rule, CallOffences offences)
    {
        for (var i = 0; i < rule.Distinct.Length; i++)
        {
            var text = Field(context, rule.Distinct[i]);
            for (var other = 0; other < i && !text.IsAbsent; other++)
            {
                var (left, right) = (rule.Distinct[other], rule.Distinct[i]);
                var earlier = Field(context, left);
                if (!earlier.IsAbsent && Ascii.EqualsIgnoreCase(earlier.Span.Trim(" \t\r\n"u8), text.Span.Trim(" \t\r\n"u8)))
                    offences.Add(CallRule.Distinct, () => $"'{left}' and '{right}' of '{rule.Key}' are equal");
            }
        }
    }

    private bool IsFirst(JsonNode arguments)
    {
        foreach (var (key, _) in arguments.Members()) return key.Is(_key);
        return false;
    }

    private static Utf8 Field(JsonNode context, string name) => context[Encoding.UTF8.GetBytes(name)].Text;
}
