using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>A value of the YAML tree with the place it stands at. Compared by reference.</summary>
internal abstract class Node(Mark mark)
{
    public Mark Mark { get; } = mark;

    /// <summary>What the node is, in words for an error.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value. Plain means written without quotes: only then can it be a number, true, false or null.</summary>
internal sealed class ScalarNode(Mark mark, string text, bool isPlain) : Node(mark)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;

    public bool IsNull => IsPlain && Text is ("" or "~" or "null");

    public override string Kind => IsNull ? "nothing" : $"'{Text}'";
}

internal sealed class ListNode(Mark mark, ImmutableArray<Node> items) : Node(mark)
{
    public ImmutableArray<Node> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>A key of a mapping, and what it stands for.</summary>
internal sealed record MapEntry(ScalarNode Key, Node Value);

/// <summary>A mapping in the order it was written; no key occurs twice.</summary>
internal sealed class MapNode(Mark mark, ImmutableArray<MapEntry> entries) : Node(mark)
{
    public ImmutableArray<MapEntry> Entries { get; } = entries;

    public override string Kind => "a mapping";

    public Node? Find(string key)
    {
        foreach (var (name, value) in Entries)
        {
            if (name.Text == key)
            {
                return value;
            }
        }

        return null;
    }
}
