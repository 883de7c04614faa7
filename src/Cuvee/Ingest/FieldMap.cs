using System.Collections.Immutable;
using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>The recipe's <c>map</c>: which column of a raw record is which field. Where there is a map, nothing is guessed.</summary>
internal sealed class FieldMap
{
    private readonly HashSet<Utf8> _consumed = [];

    /// <summary>Takes pairs such as ("user", "problem"): the field's word, the dotted path of the column.</summary>
    /// <exception cref="CuveeException">A word is not a field.</exception>
    public FieldMap(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var fields = ImmutableArray.CreateBuilder<(KnownField, byte[][])>();
        foreach (var (word, path) in pairs)
        {
            if (!Words.TryGetValue(word, out var field)) throw new CuveeException($"map: unknown field '{word}'; use one of {string.Join(", ", Words.Keys)}");
            fields.Add((field, FieldPath.Split(path)));
            _consumed.Add(Utf8.Of(path));
        }

        Fields = fields.ToImmutable();
    }

    /// <summary>The words a map may use.</summary>
    public static IReadOnlyDictionary<string, KnownField> Words { get; } = new SortedDictionary<string, KnownField>(StringComparer.Ordinal)
    {
        ["user"] = KnownField.Prompt,
        ["assistant"] = KnownField.Completion,
        ["prompt"] = KnownField.Prompt,
        ["completion"] = KnownField.Completion,
        ["messages"] = KnownField.Messages,
        ["chosen"] = KnownField.Chosen,
        ["rejected"] = KnownField.Rejected,
        ["instruction"] = KnownField.Instruction,
        ["input"] = KnownField.Input,
        ["output"] = KnownField.Output,
        ["question"] = KnownField.Question,
        ["answer"] = KnownField.Answer,
        ["context"] = KnownField.Context,
        ["text"] = KnownField.Text,
        ["label"] = KnownField.Label,
        ["system"] = KnownField.System,
        ["tools"] = KnownField.Tools,
        ["images"] = KnownField.Media,
        ["thinking"] = KnownField.Thinking,
        ["history"] = KnownField.History,
    };

    public ImmutableArray<(KnownField Field, byte[][] Path)> Fields { get; }

    /// <summary>Whether the map takes this column whole (a column that a dotted path looks into stays among the extra fields).</summary>
    public KnownField Use(JsonNode key)
    {
        var name = key.Text;
        if (!_consumed.Contains(name)) return KnownField.Other;
        foreach (var (field, path) in Fields)
        {
            if (name.Span.SequenceEqual(path[0])) return field;
        }

        return KnownField.Other;
    }
}
