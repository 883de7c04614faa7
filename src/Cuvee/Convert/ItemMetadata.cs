using System.Globalization;
using System.Text;
using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Recipes;

namespace Cuvee.Converting;

/// <summary>
/// Writes the <c>metadata</c> object of a converted row: the fixed fields of the recipe's <c>metadata</c>, so that built and converted rows have one
/// schema. What only a recipe knows is null.
/// </summary>
internal sealed class ItemMetadata(MetadataRule rule)
{
    private readonly (byte[] Key, string Field)[] _fields =
    [
        .. (rule.IsFull ? MetadataRule.FixedFields.Select(field => (field, field)) : rule.Renames.Select(rename => (rename.EmittedName, rename.Field)))
            .Select(field => (Encoding.UTF8.GetBytes(field.Item1), field.Item2)),
    ];

    /// <summary>Appends <c>,"metadata":{...}</c>.</summary>
    /// <param name="target">The row.</param>
    /// <param name="record">Read with its extra fields.</param>
    /// <param name="file">What its file is called.</param>
    /// <param name="contentHash">32 bytes.</param>
    public void Write(ByteBuffer target, Record record, string file, ReadOnlySpan<byte> contentHash)
    {
        target.Add(",\"metadata\":"u8);
        var separator = (byte)'{';
        foreach (var (key, field) in _fields)
        {
            target.Add(separator);
            separator = (byte)',';
            JsonText.WriteText(target, key);
            target.Add((byte)':');
            if (field == "line") target.Add(Encoding.ASCII.GetBytes(record.Origin.Line.ToString(CultureInfo.InvariantCulture)));
            else TurnWriter.WriteTextOrNull(target, Value(field, record, file, contentHash));
        }

        target.Add((byte)'}');
    }

    private static Utf8 Value(string field, Record record, string file, ReadOnlySpan<byte> contentHash) => field switch
    {
        "id" => Id(file, record.Origin),
        "content_hash" => Utf8.Of(Convert.ToHexStringLower(contentHash)),
        "file" => Utf8.Of(file),
        "tags_json" => Utf8.Of("{}"),
        "extra_json" => record.Extra,
        _ => default,
    };

    /// <summary>The id of the contract, of a source without a name.</summary>
    private static Utf8 Id(string file, Origin origin) =>
        Utf8.Of(Hash128.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\0{file}\0{origin.Line}\0{origin.Item}"))).ToString());
}
