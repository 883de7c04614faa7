using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Tools;

/// <summary>
/// The definitions of tools, from a file: OpenAI's list of functions, the same with the parameters beside the name, or an object that has each tool under its
/// name, with a JSON Schema or a list of <c>{name, type, optional}</c> as its parameters.
/// </summary>
internal sealed class ToolSchema
{
    private readonly Dictionary<Utf8, ToolDefinition> _tools = [];

    private ToolSchema(InputPath file, byte[] bytes) => (File, Bytes, Sha256) = (file, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Where it was read, and its file key.</summary>
    public InputPath File { get; }

    /// <summary>Length in bytes.</summary>
    public long Bytes { get; }

    public string Sha256 { get; }

    /// <summary>The tools by the UTF-8 bytes of their names.</summary>
    public IReadOnlyDictionary<Utf8, ToolDefinition> Tools => _tools;

    /// <summary>Reads a schema.</summary>
    /// <exception cref="CuveeException">The file is missing, unreadable, not UTF-8, or defines no tools.</exception>
    public static ToolSchema Read(InputPath file)
    {
        try
        {
            var bytes = System.IO.File.ReadAllBytes(file.Path);
            if (!System.Text.Unicode.Utf8.IsValid(bytes)) throw new CuveeException($"{file.Key}: it is not UTF-8; save it as UTF-8");
            using var document = JsonDocument.Parse(bytes);
            var schema = new ToolSchema(file, bytes);
            schema.TakeIn(document.RootElement);
            return schema._tools.Count > 0 ? schema : throw new CuveeException($"{file.Key}: it defines no tools; give OpenAI's list of functions, or an object of tools with their parameters");
        }
        catch (JsonException exception)
        {
            throw new CuveeException($"{file.Key}: it is no JSON ({exception.Message.TrimEnd('.')}); mend it", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The bytes are UTF-8, so only an escape can make a text that is none
            throw new CuveeException($"{file.Key}: it has half of a surrogate pair (such as \\ud800) in a text; mend it", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{file.Key}: it cannot be read; name a file of tool definitions, relative to the recipe", exception);
        }
    }

    private void TakeIn(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) TakeInList(root);
        if (root.ValueKind != JsonValueKind.Object) return;
        if (Member(root, "tools", JsonValueKind.Array) is { } tools) TakeInList(tools);
        else if (Member(root, "functions", JsonValueKind.Array) is { } functions) TakeInList(functions);
        else foreach (var tool in root.EnumerateObject().Where(tool => tool.Value.ValueKind == JsonValueKind.Object)) Add(tool.Name, tool.Value);
    }

    private void TakeInList(JsonElement list)
    {
        foreach (var tool in list.EnumerateArray())
        {
            var function = Member(tool, "function", JsonValueKind.Object) ?? tool;
            if (Member(function, "name", JsonValueKind.String) is { } name) Add(name.GetString()!, function);
        }
    }

    private void Add(string name, JsonElement tool)
    {
        var listed = Member(tool, "parameters", JsonValueKind.Array);
        var schema = Member(tool, "parameters", JsonValueKind.Object) ?? Member(tool, "input_schema", JsonValueKind.Object) ?? Member(tool, "inputSchema", JsonValueKind.Object);
        var required = Words(Member(tool, "required_params", JsonValueKind.Array) ?? (schema is { } object_ ? Member(object_, "required", JsonValueKind.Array) : null));
        var parameters = listed is { } list ? Listed(list, required) : schema is { } described ? Described(described, required) : [];
        var allowsOthers = (listed is null && schema is null)
            || (schema is { } open && open.TryGetProperty("additionalProperties", out var others) && others.ValueKind != JsonValueKind.False);
        _tools[Utf8.Of(name)] = new ToolDefinition(name, parameters, allowsOthers);
    }

    private static ImmutableArray<ToolParameter> Listed(JsonElement list, HashSet<string> required) =>
    [
        .. list.EnumerateArray().Where(parameter => Member(parameter, "name", JsonValueKind.String) is not null).Select(parameter =>
        {
            var name = parameter.GetProperty("name").GetString()!;
            var type = Member(parameter, "type", JsonValueKind.String) is { } word ? ValueType.OfTypeScript(word.GetString()!) : ValueType.Any;
            return new ToolParameter(Utf8.Of(name), type, required.Contains(name));
        }),
    ];

    private static ImmutableArray<ToolParameter> Described(JsonElement schema, HashSet<string> required) =>
        Member(schema, "properties", JsonValueKind.Object) is { } properties
            ? [.. properties.EnumerateObject().Select(property => new ToolParameter(Utf8.Of(property.Name), ValueType.OfSchema(property.Value), required.Contains(property.Name)))]
            : [];

    private static HashSet<string> Words(JsonElement? list) => list is { } words
        ? words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!).ToHashSet(StringComparer.Ordinal)
        : [];

    private static JsonElement? Member(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == kind ? member : null;
}
