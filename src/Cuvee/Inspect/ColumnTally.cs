using System.Globalization;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize;

namespace Cuvee.Inspect;

/// <summary>What the values of one field of the raw records are. Tallies of blocks add up to that of the file, however it was cut.</summary>
internal sealed class ColumnTally(Utf8 name)
{
    /// <summary>A field of more different texts is no tag: 50 is what a person can still look over.</summary>
    public const int MaxDistinct = 50;

    /// <summary>A longer text is prose, not a tag.</summary>
    private const int MaxValueBytes = 64;

    /// <summary>Objects with more keys than this are tables by some id.</summary>
    private const int MaxMembers = 64;

    /// <summary>What fits in a column of a report.</summary>
    private const int ExampleCharacters = 80;

    private readonly long[] _kinds = new long[Enum.GetValues<JsonKind>().Length];
    private Dictionary<Utf8, long>? _values = [];

    public Utf8 Name => name;

    /// <summary>Values in which a record was made of this field.</summary>
    public long Used { get; set; }

    /// <summary>Characters of all texts.</summary>
    public long Characters { get; private set; }

    /// <summary>Values that are numbers, or texts of one.</summary>
    public long Numbers { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public string? Example { get; private set; }

    /// <summary>The members of objects, one level deep.</summary>
    public ColumnSet? Members { get; private set; }

    public long Present => _kinds.Sum();

    public long Nulls => _kinds[(int)JsonKind.Null];

    public long Texts => _kinds[(int)JsonKind.Text];

    /// <summary>Counts of the different texts; null when there are too many or one is too long. Empty texts are not among them.</summary>
    public IReadOnlyDictionary<Utf8, long>? Values => _values;

    /// <summary>Values by JSON type, those that occur, in a fixed order.</summary>
    public IEnumerable<KeyValuePair<string, long>> Types =>
        new KeyValuePair<string, long>[]
        {
            new("null", Nulls),
            new("boolean", _kinds[(int)JsonKind.True] + _kinds[(int)JsonKind.False]),
            new("number", _kinds[(int)JsonKind.Number]),
            new("text", Texts),
            new("list", _kinds[(int)JsonKind.Array]),
            new("object", _kinds[(int)JsonKind.Object]),
        }.Where(type => type.Value > 0);

    public void Add(JsonNode value, bool withMembers)
    {
        _kinds[(int)value.Kind]++;
        if (Example is null && !value.IsNull) Example = ExampleOf(value);
        switch (value.Kind)
        {
            case JsonKind.Text:
                AddText(value.Text);
                break;
            case JsonKind.Number:
                AddNumber(value.Source);
                break;
            case JsonKind.Object when withMembers:
                Members ??= new ColumnSet(int.MaxValue);
                Members.AddMembers(value, withMembers: false);
                break;
        }
    }

    /// <summary>Adds what comes behind.</summary>
    public void Add(ColumnTally later)
    {
        for (var i = 0; i < _kinds.Length; i++) _kinds[i] += later._kinds[i];
        Used += later.Used;
        Characters += later.Characters;
        Numbers += later.Numbers;
        Min = Math.Min(Min, later.Min);
        Max = Math.Max(Max, later.Max);
        Example ??= later.Example;
        if (later._values is null) _values = null;
        foreach (var (value, count) in later._values ?? []) CountValue(value, count);
        if (later.Members is null) return;
        Members ??= new ColumnSet(MaxMembers);
        Members.Add(later.Members);
    }

    private void AddText(Utf8 text)
    {
        Characters += Filter.Measure.Characters(text.Span);
        if (text.IsEmpty) return;
        if (text.Span[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' && text.Length <= 32) AddNumber(text);
        if (text.Length > MaxValueBytes) _values = null;
        else CountValue(text, 1);
    }

    private void AddNumber(Utf8 text)
    {
        if (!double.TryParse(text.Span, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return;
        Numbers++;
        Min = Math.Min(Min, number);
        Max = Math.Max(Max, number);
    }

    private void CountValue(Utf8 value, long count)
    {
        if (_values is null) return;
        if (_values.TryGetValue(value, out var known)) _values[value] = known + count;
        else if (_values.Count == MaxDistinct) _values = null;
        else _values.Add(value.Detach(), count);
    }

    private static string ExampleOf(JsonNode value)
    {
        var text = (value.Kind == JsonKind.Text ? value.Text : value.Source).Span;
        var isCut = text.Length > ExampleCharacters * 4;
        if (isCut) text = text[..(ExampleCharacters * 4)];
        var line = new ByteBuffer(text.Length);
        WhiteSpace.Collapse(text, line);
        var runes = System.Text.Encoding.UTF8.GetString(line.Written).EnumerateRunes().ToList();
        var shown = string.Concat(runes.Take(ExampleCharacters));
        return isCut || runes.Count > ExampleCharacters ? shown + "..." : shown;
    }
}
