using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>Dotted paths into a raw record (`metadata.quality_score`). A key that itself holds the dots wins over the path.</summary>
internal sealed class FieldPath : IRawFields
{
    private readonly Dictionary<string, byte[][]> _paths = [];

    /// <summary>The raw record that <see cref="Field"/> looks into.</summary>
    public JsonNode Root { get; set; }

    public FieldValue Field(string path)
    {
        if (!_paths.TryGetValue(path, out var segments)) _paths.Add(path, segments = Split(path));
        return ToValue(Find(Root, segments));
    }

    /// <summary>The path's own bytes, then its segments.</summary>
    public static byte[][] Split(string path) => [Encoding.UTF8.GetBytes(path), .. path.Split('.').Select(Encoding.UTF8.GetBytes)];

    public static JsonNode Find(JsonNode root, byte[][] path)
    {
        var whole = root[path[0]];
        if (whole.Exists || path.Length == 2) return whole;
        var node = root;
        for (var i = 1; i < path.Length && node.Exists; i++) node = node[path[i]];
        return node;
    }

    private static FieldValue ToValue(JsonNode node) => node.Kind switch
    {
        JsonKind.None => new FieldValue(FieldKind.Missing, default),
        JsonKind.Null => new FieldValue(FieldKind.Null, default),
        JsonKind.False => new FieldValue(FieldKind.False, default),
        JsonKind.True => new FieldValue(FieldKind.True, default),
        JsonKind.Number => new FieldValue(FieldKind.Number, node.Source),
        JsonKind.Text => new FieldValue(FieldKind.Text, node.Text),
        JsonKind.Array => new FieldValue(FieldKind.Array, node.Source),
        _ => new FieldValue(FieldKind.Object, node.Source),
    };
}
