using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cuvee.Recipes;

/// <summary>
/// Reads one YAML document into nodes. Stops at the first problem, since what follows a syntax error means nothing.
/// Aliases are followed; tags, merge keys, duplicate keys and a second document are errors.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Characters of a recipe: far beyond any written by hand, small enough to parse at once.</summary>
    public const int MaxCharacters = 1 << 20;

    /// <summary>Levels of nesting; the deepest recipe that means anything has about ten.</summary>
    public const int MaxDepth = 64;

    /// <summary>Values after aliases are followed, which bounds alias bombs.</summary>
    public const int MaxNodes = 100_000;

    private readonly List<ParsingEvent> _events;
    private readonly Dictionary<string, (Node Node, int NodeCount)> _anchors = new(StringComparer.Ordinal);
    private int _next;
    private int _nodeCount;

    private YamlReader(List<ParsingEvent> events) => _events = events;

    /// <summary>The document's root, or null after a problem was added.</summary>
    public static Node? Read(string text, Problems problems)
    {
        try
        {
            if (text.Length > MaxCharacters)
            {
                throw new Fault(default, $"the recipe has {text.Length} characters, more than {MaxCharacters}; split it");
            }

            return new YamlReader(Events(text)).ReadDocument();
        }
        catch (Fault fault)
        {
            problems.Add(fault.Mark, fault.Message);
            return null;
        }
    }

    private static List<ParsingEvent> Events(string text)
    {
        var events = new List<ParsingEvent>();
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                events.Add(parser.Current!);
            }

            return events;
        }
        catch (YamlException exception)
        {
            var reason = exception.Message.TrimEnd('.', ' ').ReplaceLineEndings(" ");
            throw new Fault(MarkOf(exception.Start), $"not valid YAML: {reason}; mend the line");
        }
        catch (InvalidOperationException)
        {
            // The parser breaks on some unclosed flow collections instead of refusing them
            var mark = events.Count == 0 ? default : MarkOf(events[^1].End);
            throw new Fault(mark, "not valid YAML from here on; check that every bracket, brace and quote is closed");
        }
    }

    private Node ReadDocument()
    {
        Take();
        if (_events[_next] is StreamEnd)
        {
            throw new Fault(default, "the recipe is empty; name at least one source under 'sources'");
        }

        Take();
        var root = ReadNode(depth: 0);
        Take();
        if (_events[_next] is DocumentStart second)
        {
            throw new Fault(MarkOf(second.Start), "a second document begins here; a recipe is one document, so keep it in a file of its own");
        }

        return root;
    }

    private Node ReadNode(int depth)
    {
        var current = Take();
        var mark = MarkOf(current.Start);
        if (depth > MaxDepth)
        {
            throw new Fault(mark, $"nested more than {MaxDepth} levels deep; flatten it");
        }

        if (current is AnchorAlias alias)
        {
            return Follow(alias);
        }

        var before = _nodeCount;
        Count(1, mark);
        var start = (NodeEvent)current;
        if (!start.Tag.IsEmpty)
        {
            throw new Fault(mark, $"the tag '{start.Tag.Value}' is not understood; remove it, and quote the value if it is meant as text");
        }

        Node node = start switch
        {
            Scalar scalar => new ScalarNode(mark, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => new ListNode(mark, ReadItems(depth)),
            _ => new MapNode(mark, ReadEntries(depth)),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = (node, _nodeCount - before);
        }

        return node;
    }

    private ImmutableArray<Node> ReadItems(int depth)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (_events[_next] is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        Take();

        return items.ToImmutable();
    }

    private ImmutableArray<MapEntry> ReadEntries(int depth)
    {
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (_events[_next] is not MappingEnd)
        {
            var node = ReadNode(depth + 1);
            if (node is not ScalarNode key)
            {
                throw new Fault(node.Mark, $"a key must be a word, not {node.Kind}; did you forget quotes?");
            }

            if (key is { Text: "<<", IsPlain: true })
            {
                throw new Fault(key.Mark, "merge keys are not understood; write the keys out");
            }

            if (!lines.TryAdd(key.Text, key.Mark.Line))
            {
                throw new Fault(key.Mark, $"'{key.Text}' stands twice, first in line {lines[key.Text]}; remove one");
            }

            entries.Add(new MapEntry(key, ReadNode(depth + 1)));
        }

        Take();

        return entries.ToImmutable();
    }

    private Node Follow(AnchorAlias alias)
    {
        var mark = MarkOf(alias.Start);
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
        {
            throw new Fault(mark, $"the alias '*{alias.Value.Value}' has no anchor before it; add '&{alias.Value.Value}' to a value above");
        }

        Count(target.NodeCount, mark);
        return target.Node;
    }

    private void Count(int nodes, Mark mark)
    {
        _nodeCount += nodes;
        if (_nodeCount > MaxNodes)
        {
            throw new Fault(mark, $"more than {MaxNodes} values with aliases followed; remove aliases");
        }
    }

    private ParsingEvent Take() => _events[_next++];

    private static Mark MarkOf(YamlDotNet.Core.Mark mark) => new((int)mark.Line, (int)mark.Column);

    private sealed class Fault(Mark mark, string message) : Exception(message)
    {
        public Mark Mark { get; } = mark;
    }
}
