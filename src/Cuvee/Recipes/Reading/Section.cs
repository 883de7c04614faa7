using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Reads the keys of a mapping that its shape has found sound; an absent key gives the default that the shape declares.</summary>
internal sealed class Section(ObjectShape shape, Node? node)
{
    private readonly MapNode? _map = (MapNode?)node;

    public Node? Find(string key)
    {
        _ = shape.Find(key);
        return _map?.Find(key);
    }

    public Section Inner(string key) => new((ObjectShape)shape.Find(key).Shape, Find(key));

    /// <summary>The text of a scalar, or its default, or null when it has neither.</summary>
    public string? OptionalText(string key) => Find(key) is ScalarNode scalar ? scalar.Text : shape.Find(key).Default;

    public string Text(string key) => OptionalText(key) ?? throw new InvalidOperationException($"'{key}' has no default");

    public decimal? OptionalDecimal(string key) => OptionalText(key) is { } text ? Decimal(text) : null;

    public long? OptionalInteger(string key) => OptionalDecimal(key) is { } value ? (long)value : null;

    public bool Boolean(string key) => Text(key) == "true";

    /// <summary>The texts of a list, or of a single value written without brackets; empty when absent.</summary>
    public ImmutableArray<string> Texts(string key) => [.. Items(Find(key)).Select(item => ((ScalarNode)item).Text)];

    /// <summary>The entries that are no key of the shape: names of the user's own.</summary>
    public IEnumerable<MapEntry> Others() =>
        (_map?.Entries ?? []).Where(entry => !shape.Keys.Any(key => key.Name == entry.Key.Text));

    /// <summary>The items of a list, the node itself where it is no list, nothing where it is absent.</summary>
    public static ImmutableArray<Node> Items(Node? node) => node switch
    {
        null => [],
        ListNode list => list.Items,
        _ => [node],
    };

    /// <summary>The entries of a mapping, nothing where it is absent.</summary>
    public static ImmutableArray<MapEntry> Entries(Node? node) => node is MapNode map ? map.Entries : [];

    /// <summary>A number or a share, exactly.</summary>
    public static decimal Decimal(string text) =>
        Numbers.TryShare(text, out var value) ? value : throw new InvalidOperationException($"'{text}' is no number");

    public static decimal Decimal(Node node) => Decimal(((ScalarNode)node).Text);
}
