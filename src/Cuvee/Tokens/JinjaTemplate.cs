using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Tokens.Jinja;

namespace Cuvee.Tokens;

/// <summary>A chat template in Jinja: the <c>chat_template</c> of a <c>tokenizer_config.json</c>, or a file of its own.</summary>
internal sealed class JinjaTemplate : ChatTemplate
{
    private readonly ImmutableArray<JinjaStatement> _statements;
    private readonly Dictionary<string, string> _texts;

    private JinjaTemplate(byte[] file, string template, Dictionary<string, string> texts, ImmutableArray<string> controlTokens)
    {
        (_statements, _texts, ControlTokens) = (JinjaParser.Parse(template), texts, controlTokens);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Of the file: 64 hexadecimal digits, lower case.</summary>
    public string Sha256 { get; }

    public override ImmutableArray<string> ControlTokens { get; }

    /// <summary>Reads a template.</summary>
    /// <exception cref="CuveeException">It cannot be read, or asks for what is not supported.</exception>
    public static JinjaTemplate OfFile(string name, string folder)
    {
        var path = Path.GetFullPath(name, folder);
        try
        {
            var file = File.ReadAllBytes(path);
            return name.EndsWith(".json", StringComparison.Ordinal) ? OfConfiguration(file) : new JinjaTemplate(file, Encoding.UTF8.GetString(file), [], []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException(
                $"{name}: cannot read the chat template: {exception.Message.Replace(path, name, StringComparison.Ordinal).TrimEnd('.')}; name {string.Join(", ", Names)}, or a tokenizer_config.json or Jinja file", exception);
        }
        catch (JinjaException exception)
        {
            throw new CuveeException($"{name}: the chat template cannot be used: {exception.Message}; change it, or take one of {string.Join(", ", Names)}", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CuveeException($"{name}: not a tokenizer_config.json with a 'chat_template' ({exception.Message.TrimEnd('.')}); take another, or one of {string.Join(", ", Names)}", exception);
        }
    }

    public override bool Render(ReadOnlySpan<Turn> turns, Utf8 tools, ByteBuffer target)
    {
        var scope = new JinjaScope(null);
        foreach (var (name, text) in _texts) scope[name] = text;
        var messages = new List<object?>();
        foreach (var turn in turns) messages.Add(Message(turn));
        scope["messages"] = messages;
        scope["tools"] = tools.IsEmpty ? null : Parse(tools);
        scope["add_generation_prompt"] = false;
        scope["raise_exception"] = (JinjaFunction)((_, arguments, _) => throw new JinjaException(arguments.Count > 0 ? JinjaValues.Text(arguments[0]) : string.Empty));
        scope["namespace"] = (JinjaFunction)((_, _, named) => new Dictionary<string, object?>(named, StringComparer.Ordinal));
        scope["dict"] = scope["namespace"];
        scope["range"] = (JinjaFunction)Range;
        try
        {
            JinjaStatement.RunAll(_statements, scope);
        }
        catch (JinjaException)
        {
            return false;
        }

        target.Add(Encoding.UTF8.GetBytes(scope.Output.ToString()));
        return true;
    }

    private static JinjaTemplate OfConfiguration(byte[] file)
    {
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("chat_template", out var template)) throw new InvalidOperationException("'chat_template' is missing");
        if (template.ValueKind == JsonValueKind.Array) template = template.EnumerateArray().First(entry => entry.GetProperty("name").GetString() == "default").GetProperty("template");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (ReadOnlySpan<string>)["bos_token", "eos_token", "unk_token", "pad_token"])
        {
            if (root.TryGetProperty(name, out var token) && TextOf(token) is { } text) texts[name] = text;
        }

        var control = new List<string>(texts.Values);
        if (root.TryGetProperty("added_tokens_decoder", out var added)) control.AddRange(added.EnumerateObject().Select(entry => TextOf(entry.Value)).OfType<string>());
        if (root.TryGetProperty("additional_special_tokens", out var more) && more.ValueKind == JsonValueKind.Array) control.AddRange(more.EnumerateArray().Select(TextOf).OfType<string>());
        return new JinjaTemplate(file, template.GetString()!, texts, [.. control.Distinct(StringComparer.Ordinal)]);
    }

    private static string? TextOf(JsonElement token) => token.ValueKind switch
    {
        JsonValueKind.String => token.GetString(),
        JsonValueKind.Object => token.GetProperty("content").GetString(),
        _ => null,
    };

    private static Dictionary<string, object?> Message(Turn turn)
    {
        var message = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["role"] = turn.Role switch { Role.System => "system", Role.User => "user", Role.Assistant => "assistant", _ => "tool" },
            ["content"] = turn.Text.IsAbsent ? null : turn.Text.ToString(),
        };
        if (!turn.ToolCalls.IsEmpty) message["tool_calls"] = Parse(turn.ToolCalls);
        if (!turn.Thinking.IsEmpty) message["reasoning_content"] = turn.Thinking.ToString();
        if (!turn.Name.IsEmpty) message["name"] = turn.Name.ToString();
        if (!turn.CallId.IsEmpty) message["tool_call_id"] = turn.CallId.ToString();
        return message;
    }

    private static object? Parse(Utf8 json)
    {
        using var document = JsonDocument.Parse(json.Span.ToArray(), new JsonDocumentOptions { MaxDepth = JsonTape.RowDepth });
        return ValueOf(document.RootElement);
    }

    private static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : double.Parse(element.GetRawText(), CultureInfo.InvariantCulture),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(ValueOf).ToList(),
        JsonValueKind.Object => element.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal).ToDictionary(member => member.Key, member => ValueOf(member.Last().Value), StringComparer.Ordinal),
        _ => null,
    };

    private static object Range(JinjaScope caller, List<object?> arguments, Dictionary<string, object?> named)
    {
        // As Jinja's sandbox: a longer range is a mistake
        const long MaxLength = 100_000;
        var numbers = arguments.OfType<long>().ToList();
        var (start, end, step) = numbers switch
        {
            [var only] => (0L, only, 1L),
            [var first, var last] => (first, last, 1L),
            [var first, var last, var by] when by != 0 => (first, last, by),
            _ => throw new JinjaException("'range' of something other than one to three numbers"),
        };
        var count = Math.Max(0, (end - start + step - Math.Sign(step)) / step);
        if (count > MaxLength) throw new JinjaException("a range that is too long");
        caller.Budget.Take(count / 64);
        return Enumerable.Range(0, (int)count).Select(i => (object?)(start + i * step)).ToList();
    }
}
