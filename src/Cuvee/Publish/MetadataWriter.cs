using System.Globalization;
using System.Text;
using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Publish;

/// <summary>
/// Writes the <c>metadata</c> object of a row: fixed fields of fixed types, so that every row has the same schema; free-form parts are JSON
/// inside a text. One instance serves one worker.
/// </summary>
internal sealed class MetadataWriter
{
    private readonly MetadataRule _rule;
    private readonly DatasetFacts _facts;
    private readonly TagTable _tags;
    private readonly string _split;
    private readonly PlaceReader[] _places;
    private readonly (byte[] Key, string Field)[] _fields;
    private readonly ByteBuffer _scratch = new();

    public MetadataWriter(MetadataRule rule, DatasetFacts facts, TagTable tags, string split)
    {
        (_rule, _facts, _tags, _split) = (rule, facts, tags, split);
        _places = [.. facts.Sources.Select(source => new PlaceReader(source))];
        var fields = rule.IsFull ? MetadataRule.FixedFields.Select(field => (field, field)) : rule.Renames.Select(rename => (rename.EmittedName, rename.Field));
        _fields = [.. fields.Select(field => (Encoding.UTF8.GetBytes(field.Item1), field.Item2))];
    }

    /// <summary>Appends <c>,"metadata":{...}</c>.</summary>
    public void Write(ByteBuffer target, int position, Record record)
    {
        var number = _facts.SourceOf(position);
        var source = _facts.Sources[number];
        var place = _places[number][position - _facts.StartOf(number)];
        target.Add(",\"metadata\":"u8);
        var separator = (byte)'{';
        foreach (var (key, field) in _fields)
        {
            target.Add(separator);
            separator = (byte)',';
            JsonText.WriteText(target, key);
            target.Add((byte)':');
            if (field == "line") target.Add(Encoding.ASCII.GetBytes(place.Line.ToString(CultureInfo.InvariantCulture)));
            else TurnWriter.WriteTextOrNull(target, Value(field, source, place, _tags[_facts[position].Tags], record));
        }

        target.Add((byte)'}');
    }

    private Utf8 Value(string field, SourceFacts source, Place place, IReadOnlyList<string> tags, Record record) => field switch
    {
        "id" => Utf8.Of(place.Id.ToString()),
        "source" => Utf8.Of(source.Plan.Name),
        "family" => Utf8.Of(tags[0]),
        "tags_json" => TagsJson(tags),
        "license" => Tag("license", tags) ?? Tag("licence", tags) ?? default,
        "pii_status" => Tag("pii_status", tags) ?? default,
        "content_hash" => Utf8.Of($"{place.ContentHigh}{place.ContentLow}"),
        "split" => Utf8.Of(_split),
        "file" => Utf8.Of(source.Files[place.File].Key),
        "extra_json" => record.Extra,
        _ => Tag(field, tags) ?? default,
    };

    private Utf8? Tag(string name, IReadOnlyList<string> values)
    {
        var index = _tags.IndexOf(name);
        return index < 0 || values[index] == TagRule.None ? null : Utf8.Of(values[index]);
    }

    /// <summary>All tags but the family, which has a field of its own.</summary>
    private Utf8 TagsJson(IReadOnlyList<string> values)
    {
        _scratch.Clear();
        _scratch.Add((byte)'{');
        for (var i = 1; i < values.Count; i++)
        {
            if (i > 1) _scratch.Add((byte)',');
            JsonText.WriteText(_scratch, Encoding.UTF8.GetBytes(_tags.Names[i]));
            _scratch.Add((byte)':');
            JsonText.WriteText(_scratch, Encoding.UTF8.GetBytes(values[i]));
        }

        _scratch.Add((byte)'}');
        return _scratch.CopyFrom(0);
    }
}
