using System.Buffers;
using System.Text;
using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize;

/// <summary>
/// A stretch of text between two boundaries, decomposed, put in canonical order and composed again.
/// Each item packs a code point (low 24 bits) and its combining class (high 8 bits).
/// </summary>
internal ref struct NfcStretch
{
    /// <summary>Items to reserve on the stack; real text needs a handful.</summary>
    public const int StackLength = 64;

    private const int ClassShift = 24;
    private const int CodePointMask = (1 << ClassShift) - 1;
    private const int InsertionSortLength = 16;

    private const int HangulFirst = 0xAC00, HangulCount = 11172;
    private const int LeadFirst = 0x1100, LeadCount = 19;
    private const int VowelFirst = 0x1161, VowelCount = 21;
    private const int TailBase = 0x11A7, TailCount = 28;

    private Span<uint> _items;
    private uint[]? _rented;
    private int _count;

    public NfcStretch(ReadOnlySpan<byte> utf8, Span<uint> initial)
    {
        _items = initial;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            Decompose(rune.Value);
            utf8 = utf8[length..];
        }

        Reorder();
        Compose();
    }

    public readonly void Dispose()
    {
        if (_rented is not null) ArrayPool<uint>.Shared.Return(_rented);
    }

    /// <summary>Appends the composed text.</summary>
    public readonly void WriteTo(IBufferWriter<byte> output)
    {
        foreach (var item in _items[.._count])
        {
            output.Advance(RuneOf(item).EncodeToUtf8(output.GetSpan(4)));
        }
    }

    /// <summary>Whether these bytes are the composed text.</summary>
    public readonly bool IsEncodedAs(ReadOnlySpan<byte> utf8)
    {
        Span<byte> encoded = stackalloc byte[4];
        foreach (var item in _items[.._count])
        {
            var length = RuneOf(item).EncodeToUtf8(encoded);
            if (!utf8.StartsWith(encoded[..length])) return false;
            utf8 = utf8[length..];
        }

        return utf8.IsEmpty;
    }

    private static Rune RuneOf(uint item) => new((int)(item & CodePointMask));

    private static int ClassOf(uint item) => (int)(item >> ClassShift);

    private void Decompose(int codePoint)
    {
        var syllable = codePoint - HangulFirst;
        if ((uint)syllable < HangulCount)
        {
            Add(LeadFirst + (syllable / (VowelCount * TailCount)), 0);
            Add(VowelFirst + (syllable / TailCount % VowelCount), 0);
            if (syllable % TailCount != 0) Add(TailBase + (syllable % TailCount), 0);
            return;
        }

        var properties = Nfc.Properties(codePoint);
        if ((properties & NfcTables.Decomposes) == 0)
        {
            Add(codePoint, properties & NfcTables.CombiningClassMask);
            return;
        }

        var index = NfcTables.Decomposing.BinarySearch(codePoint);
        var parts = NfcTables.Decompositions[NfcTables.DecompositionOffsets[index]..NfcTables.DecompositionOffsets[index + 1]];
        foreach (var part in parts) Add(part, Nfc.Properties(part) & NfcTables.CombiningClassMask);
    }

    private void Add(int codePoint, int combiningClass)
    {
        if (_count == _items.Length) Grow();
        _items[_count++] = ((uint)combiningClass << ClassShift) | (uint)codePoint;
    }

    private void Grow()
    {
        var larger = ArrayPool<uint>.Shared.Rent(_items.Length * 2);
        _items.CopyTo(larger);
        Dispose();
        _items = _rented = larger;
    }

    /// <summary>Sorts each run of marks by combining class, keeping the order of equals.</summary>
    private readonly void Reorder()
    {
        for (var start = 0; start < _count;)
        {
            var end = start;
            while (end < _count && ClassOf(_items[end]) != 0) end++;
            var marks = _items[start..end];
            if (marks.Length <= InsertionSortLength) SortFew(marks);
            else SortMany(marks);
            start = end + 1;
        }
    }

    private static void SortFew(Span<uint> marks)
    {
        for (var next = 1; next < marks.Length; next++)
        {
            var mark = marks[next];
            var place = next;
            for (; place > 0 && ClassOf(marks[place - 1]) > ClassOf(mark); place--) marks[place] = marks[place - 1];
            marks[place] = mark;
        }
    }

    // A counting sort, so that a megabyte of marks costs no more per mark than ten of them.
    private static void SortMany(Span<uint> marks)
    {
        Span<int> places = stackalloc int[257];
        places.Clear();
        foreach (var mark in marks) places[ClassOf(mark) + 1]++;
        for (var combiningClass = 1; combiningClass < places.Length; combiningClass++) places[combiningClass] += places[combiningClass - 1];

        var unsorted = ArrayPool<uint>.Shared.Rent(marks.Length);
        marks.CopyTo(unsorted);
        foreach (var mark in unsorted.AsSpan(0, marks.Length)) marks[places[ClassOf(mark)]++] = mark;
        ArrayPool<uint>.Shared.Return(unsorted);
    }

    /// <summary>The canonical composition algorithm: each item joins the last starter unless an item of its class or a higher one stands between (UAX #15, D115).</summary>
    private void Compose()
    {
        var count = 0;
        var starter = -1;
        var classBetween = -1;
        foreach (var item in _items[.._count])
        {
            var combiningClass = ClassOf(item);
            if (starter >= 0 && classBetween < combiningClass && TryCompose(_items[starter], item, out var composite))
            {
                _items[starter] = composite;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = count;
                classBetween = -1;
            }
            else
            {
                classBetween = combiningClass;
            }

            _items[count++] = item;
        }

        _count = count;
    }

    // Both the starter and whatever it composes to are of class 0, so an item is the bare code point.
    private static bool TryCompose(uint starter, uint item, out uint composite)
    {
        var second = item & CodePointMask;
        composite = ComposeHangul(starter, second);
        if (composite != 0) return true;

        var index = NfcTables.Pairs.BinarySearch(((ulong)starter << 32) | second);
        if (index < 0) return false;
        composite = (uint)NfcTables.Composites[index];
        return true;
    }

    private static uint ComposeHangul(uint first, uint second)
    {
        var lead = first - LeadFirst;
        var vowel = second - VowelFirst;
        if (lead < LeadCount && vowel < VowelCount) return HangulFirst + (((lead * VowelCount) + vowel) * TailCount);

        var syllable = first - HangulFirst;
        var tail = second - TailBase;
        return syllable < HangulCount && syllable % TailCount == 0 && tail - 1 < TailCount - 1 ? first + tail : 0;
    }
}
