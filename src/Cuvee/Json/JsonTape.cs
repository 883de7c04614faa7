using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Cuvee.Json;

/// <summary>
/// Parses one JSON value in one pass into a flat list of entries that point back into the bytes. Strict by RFC 8259. A text without
/// escapes stays where it is; one with escapes is checked and decoded in the same sweep. One tape serves one worker and is overwritten by the next value.
/// </summary>
/// <param name="maxDepth">The deepest nesting that is read; more than <see cref="MaxDepth"/> only for rows of our own.</param>
public sealed class JsonTape(int maxDepth = JsonTape.MaxDepth)
{
    /// <summary>The deepest nesting that is read; the limit of the contract.</summary>
    public const int MaxDepth = 512;

    /// <summary>For rows that we wrote ourselves: a value may stand a little deeper in a row than it did in its record.</summary>
    internal const int RowDepth = MaxDepth + 16;

    private readonly int[] _open = new int[maxDepth + 1];
    private readonly JsonArena _arena = new();
    private Entry[] _entries = new Entry[256];
    private int _count;
    private byte[] _bytes = [];
    private JsonFault _fault;

    // What the last value's escaped texts stand for, one behind the other.
    private byte[] _decoded = [];
    private int _decodedEnd;

    /// <summary>Keys that stood twice in one object of the last value; the last one wins.</summary>
    public int DuplicateKeys { get; private set; }

    /// <summary>The last value that was parsed without a fault.</summary>
    public JsonNode Root => new(this, 0);

    internal JsonArena Arena => _arena;

    /// <summary>Says that every text decoded so far is dead, so that its memory may serve again.</summary>
    public void Recycle() => _arena.Recycle();

    /// <summary>
    /// Parses the first value in <paramref name="bytes"/>[start, end). <paramref name="consumed"/> is the offset behind it and behind the
    /// white space that follows; a caller that wants one value only compares it with <paramref name="end"/>.
    /// </summary>
    public JsonFault Parse(byte[] bytes, int start, int end, out int consumed)
    {
        _bytes = bytes;
        _count = 0;
        DuplicateKeys = 0;
        _fault = JsonFault.None;
        _decoded = [];
        consumed = end;
        if (!Utf8.IsValid(bytes.AsSpan(start, end - start))) return JsonFault.InvalidUtf8;
        var at = ParseValue(start, end);
        if (_decoded.Length > 0) _arena.Take(_decodedEnd);
        if (at < 0) return _fault;
        consumed = SkipSpace(at, end);
        return JsonFault.None;
    }

    /// <summary>Parses a text that is one value and nothing else.</summary>
    public JsonFault Parse(Model.Utf8 text)
    {
        if (text.IsEmpty) return JsonFault.MalformedJson;
        var end = text.Offset + text.Length;
        var fault = Parse(text.Array!, text.Offset, end, out var consumed);
        return fault == JsonFault.None && consumed != end ? JsonFault.MalformedJson : fault;
    }

    internal ref readonly Entry At(int index) => ref _entries[index];

    internal Model.Utf8 Slice(int start, int length) => new(_bytes, start, length);

    /// <summary>The bytes of a text or key between its quotes, decoded.</summary>
    internal Model.Utf8 Decode(int index)
    {
        ref readonly var entry = ref _entries[index];
        return entry.Escaped ? new(_decoded, entry.DecodedStart, entry.DecodedLength) : Slice(entry.Start, entry.Length);
    }

    /// <inheritdoc cref="Decode"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> Text(int index)
    {
        ref readonly var entry = ref _entries[index];
        return entry.Escaped ? _decoded.AsSpan(entry.DecodedStart, entry.DecodedLength) : _bytes.AsSpan(entry.Start, entry.Length);
    }

    /// <summary>Parses a value and everything in it without recursion; returns the offset behind it, or -1 with the fault set.</summary>
    private int ParseValue(int at, int end)
    {
        var depth = 0;
        while (true)
        {
            at = SkipSpace(at, end);
            if (at >= end) return Fail(JsonFault.MalformedJson);
            var first = _bytes[at];
            if (first is (byte)'{' or (byte)'[')
            {
                if (depth == maxDepth) return Fail(JsonFault.TooDeep);
                _open[depth++] = Add(first == '{' ? JsonKind.Object : JsonKind.Array, at);
                at = SkipSpace(at + 1, end);
                if (at >= end) return Fail(JsonFault.MalformedJson);
                if (_bytes[at] == (first == '{' ? '}' : ']'))
                {
                    Close(_open[--depth], ++at);
                }
                else
                {
                    if (first == '{' && (at = ParseKey(at, end)) < 0) return -1;
                    continue;
                }
            }
            else
            {
                at = first == '"' ? ParseText(at, end) : ParseScalar(at, end);
                if (at < 0) return -1;
            }

            // A value is complete: step to the next element, or close what is complete with it.
            while (true)
            {
                if (depth == 0) return at;
                at = SkipSpace(at, end);
                if (at >= end) return Fail(JsonFault.MalformedJson);
                var isObject = _entries[_open[depth - 1]].Kind == JsonKind.Object;
                if (_bytes[at] == ',')
                {
                    at++;
                    if (isObject && (at = ParseKey(SkipSpace(at, end), end)) < 0) return -1;
                    break;
                }

                if (_bytes[at] != (isObject ? '}' : ']')) return Fail(JsonFault.MalformedJson);
                var index = _open[--depth];
                Close(index, ++at);
                if (isObject) CountDuplicateKeys(index);
            }
        }
    }

    private int ParseKey(int at, int end)
    {
        if (at >= end || _bytes[at] != '"') return Fail(JsonFault.MalformedJson);
        at = ParseText(at, end);
        if (at < 0) return -1;
        at = SkipSpace(at, end);
        return at < end && _bytes[at] == ':' ? at + 1 : Fail(JsonFault.MalformedJson);
    }

    private int ParseText(int at, int end)
    {
        var start = at + 1;
        var stop = JsonTextReader.FindSpecial(_bytes, start, end);
        var index = Add(JsonKind.Text, start);
        if (stop == end || _bytes[stop] != '"')
        {
            stop = DecodeText(index, stop, end);
            if (stop < 0) return -1;
        }

        _entries[index].Length = stop - start;
        _entries[index].Next = _count;
        return stop + 1;
    }

    /// <summary>Decodes a text that has its first special character at <paramref name="at"/>; returns the offset of its quote.</summary>
    private int DecodeText(int index, int at, int end)
    {
        if (at == end || _bytes[at] != '\\') return Fail(JsonFault.MalformedJson);
        ref var entry = ref _entries[index];
        // Nothing decodes to more than it was, so the first text with an escape takes the room for all that follow.
        if (_decoded.Length == 0) _decoded = _arena.Reserve(end - entry.Start + JsonTextReader.Slack, out _decodedEnd);
        entry.Escaped = true;
        entry.DecodedStart = _decodedEnd;
        var plain = _bytes.AsSpan(entry.Start, at - entry.Start);
        plain.CopyTo(_decoded.AsSpan(_decodedEnd));
        _decodedEnd += plain.Length;
        var stop = JsonTextReader.Decode(_bytes, at, end, _decoded.AsSpan(_decodedEnd), out var written, out _fault);
        _decodedEnd += written;
        entry.DecodedLength = plain.Length + written;
        return stop;
    }

    private int ParseScalar(int at, int end)
    {
        var rest = _bytes.AsSpan(at, end - at);
        var (kind, length) =
            rest.StartsWith("true"u8) ? (JsonKind.True, 4)
            : rest.StartsWith("false"u8) ? (JsonKind.False, 5)
            : rest.StartsWith("null"u8) ? (JsonKind.Null, 4)
            : (JsonKind.Number, JsonText.NumberLength(rest));
        if (length == 0) return Fail(JsonFault.MalformedJson);
        var index = Add(kind, at);
        _entries[index].Length = length;
        _entries[index].Next = _count;
        return at + length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SkipSpace(int at, int end)
    {
        while (at < end && _bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at;
    }

    private int Add(JsonKind kind, int start)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        _entries[_count] = new Entry { Kind = kind, Start = start };
        return _count++;
    }

    private void Close(int index, int end)
    {
        _entries[index].Length = end - _entries[index].Start;
        _entries[index].Next = _count;
    }

    private int Fail(JsonFault fault)
    {
        _fault = fault;
        return -1;
    }

    private void CountDuplicateKeys(int index)
    {
        // Objects of chat data have a handful of keys: comparing them pairwise beats hashing. A large one is hashed.
        var end = _entries[index].Next;
        var keys = 0;
        for (var key = index + 1; key < end; key = _entries[key + 1].Next, keys++)
        {
            if (keys == 32)
            {
                CountManyDuplicateKeys(index, end);
                return;
            }

            for (var earlier = index + 1; earlier < key; earlier = _entries[earlier + 1].Next)
            {
                if (!SameKey(earlier, key)) continue;
                DuplicateKeys++;
                break;
            }
        }
    }

    private void CountManyDuplicateKeys(int index, int end)
    {
        var seen = new HashSet<Model.Utf8>();
        for (var key = index + 1; key < end; key = _entries[key + 1].Next)
        {
            if (!seen.Add(Decode(key))) DuplicateKeys++;
        }
    }

    private bool SameKey(int left, int right) => Text(left).SequenceEqual(Text(right));

    /// <summary>One value, or one key (a text that precedes its value).</summary>
    internal struct Entry
    {
        /// <summary>Offset in the bytes: for a text behind its quote, else of its first byte.</summary>
        public int Start;

        /// <summary>Length in bytes, for a text without its quotes.</summary>
        public int Length;

        /// <summary>Index of the entry behind this value and everything in it.</summary>
        public int Next;

        public JsonKind Kind;
        public bool Escaped;

        /// <summary>Where the decoded text of an escaped one stands among the decoded texts of the value.</summary>
        public int DecodedStart;

        /// <summary>Length of the decoded text in bytes.</summary>
        public int DecodedLength;
    }
}
