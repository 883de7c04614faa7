using Cuvee.Model;

namespace Cuvee.Json;

/// <summary>A view of one value on a tape; valid until the tape parses the next one. The default value stands for "no such value".</summary>
public readonly struct JsonNode
{
    private readonly JsonTape? _tape;
    private readonly int _index;

    internal JsonNode(JsonTape tape, int index)
    {
        _tape = tape;
        _index = index;
    }

    public JsonKind Kind => _tape is null ? JsonKind.None : _tape.At(_index).Kind;

    public bool Exists => _tape is not null;

    /// <summary>True when there is no value or it is null.</summary>
    public bool IsNull => Kind is JsonKind.None or JsonKind.Null;

    /// <summary>The decoded text of a text; absent for any other kind.</summary>
    public Utf8 Text => Kind == JsonKind.Text ? _tape!.Decode(_index) : default;

    /// <summary>The bytes as they stood in the input, for a text without its quotes.</summary>
    public Utf8 Source => _tape is null ? default : _tape.Slice(_tape.At(_index).Start, _tape.At(_index).Length);

    /// <summary>The member of that name; of several the last. No value when this is not an object or has none.</summary>
    public JsonNode this[ReadOnlySpan<byte> name]
    {
        get
        {
            var found = default(JsonNode);
            if (Kind != JsonKind.Object) return found;
            var end = _tape!.At(_index).Next;
            for (var key = _index + 1; key < end; key = _tape.At(key + 1).Next)
            {
                if (_tape.Text(key).SequenceEqual(name)) found = new JsonNode(_tape, key + 1);
            }

            return found;
        }
    }

    /// <summary>Number of elements of an array or members of an object (equal keys counted apart).</summary>
    public int Count
    {
        get
        {
            var count = 0;
            if (Kind == JsonKind.Array) foreach (var _ in Elements()) count++;
            if (Kind == JsonKind.Object) foreach (var _ in Members()) count++;
            return count;
        }
    }

    internal JsonTape Tape => _tape!;

    /// <summary>Where the value stands on its tape.</summary>
    internal int Index => _index;

    /// <summary>Another value of the same tape.</summary>
    internal JsonNode At(int index) => new(_tape!, index);

    /// <summary>True for a text (or key) of exactly these bytes.</summary>
    public bool Is(ReadOnlySpan<byte> text) => Kind == JsonKind.Text && _tape!.Text(_index).SequenceEqual(text);

    /// <summary>The decoded bytes of a text; nothing for any other kind.</summary>
    internal ReadOnlySpan<byte> TextSpan => Kind == JsonKind.Text ? _tape!.Text(_index) : default;

    /// <summary>The elements of an array; nothing for any other kind.</summary>
    public ElementList Elements() => new(this);

    /// <summary>The members of an object with their keys; nothing for any other kind.</summary>
    public MemberList Members() => new(this);

    /// <summary>True when a later member of this object has the same key.</summary>
    internal bool IsShadowed(JsonNode key)
    {
        if (_tape!.DuplicateKeys == 0) return false;
        var name = key.Text;
        foreach (var (other, _) in Members())
        {
            if (other._index > key._index && other.Is(name.Span)) return true;
        }

        return false;
    }

    /// <summary>The elements of an array, in order.</summary>
    public ref struct ElementList(JsonNode parent)
    {
        private int _next = parent.Kind == JsonKind.Array ? parent._index + 1 : 0;

        public JsonNode Current { get; private set; }

        public readonly ElementList GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next == 0 || _next >= parent._tape!.At(parent._index).Next) return false;
            Current = new JsonNode(parent._tape, _next);
            _next = parent._tape.At(_next).Next;
            return true;
        }
    }

    /// <summary>The members of an object, in order.</summary>
    public ref struct MemberList(JsonNode parent)
    {
        private int _next = parent.Kind == JsonKind.Object ? parent._index + 1 : 0;

        public (JsonNode Key, JsonNode Value) Current { get; private set; }

        public readonly MemberList GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next == 0 || _next >= parent._tape!.At(parent._index).Next) return false;
            Current = (new JsonNode(parent._tape, _next), new JsonNode(parent._tape, _next + 1));
            _next = parent._tape.At(_next + 1).Next;
            return true;
        }
    }
}
