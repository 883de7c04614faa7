using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>
/// Some items of one file in bytes of their own, which no one changes until <see cref="Recycle"/>: a block may be handed to another thread, and its
/// values be kept by whoever does not recycle it.
/// Lines are found while enumerating, so that the thread that reads the file does not spend time on them.
/// </summary>
public sealed class Block
{
    /// <summary>256 KiB: some two hundred records, so that handing blocks over costs little, and still within a core's cache.</summary>
    public const int DefaultBytes = 256 * 1024;

    /// <summary>1 GiB, the longest item: above it an array, which ends at 2 GiB, can no longer be doubled.</summary>
    public const int MaxItemBytes = 1 << 30;

    private readonly ItemRange[]? _ranges;

    private Block(byte[] bytes, int length, long firstLine, long byteOffset, ItemRange[]? ranges)
    {
        Bytes = bytes;
        Length = length;
        FirstLine = firstLine;
        ByteOffset = byteOffset;
        _ranges = ranges;
    }

    /// <summary>The text of the items; only the first <see cref="Length"/> bytes count.</summary>
    public byte[] Bytes { get; }

    public int Length { get; }

    /// <summary>1-based number of the line or record that the first item belongs to.</summary>
    public long FirstLine { get; }

    /// <summary>Offset in the decoded stream of the first item, and of the first byte where the block holds lines.</summary>
    public long ByteOffset { get; }

    /// <summary>True when each line that is not blank is an item; false when the items were found by the container.</summary>
    public bool HoldsLines => _ranges is null;

    /// <summary>Gives the bytes back for another block. Nothing that points into this one may be used afterwards.</summary>
    internal void Recycle() => BlockBuffer.Recycle(Bytes);

    internal static Block OfLines(byte[] bytes, int length, long firstLine, long byteOffset) => new(bytes, length, firstLine, byteOffset, ranges: null);

    /// <param name="ranges">At least one, in file order.</param>
    internal static Block OfRanges(byte[] bytes, int length, ItemRange[] ranges) => new(bytes, length, ranges[0].Line, ranges[0].ByteOffset, ranges);

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the items in file order. Blank lines are passed over.</summary>
    public struct Enumerator
    {
        private readonly Block _block;
        private int _next;
        private long _line;

        internal Enumerator(Block block)
        {
            _block = block;
            _line = block.FirstLine;
        }

        public Item Current { get; private set; }

        public bool MoveNext() => _block._ranges is null ? MoveToLine() : MoveToRange(_block._ranges);

        private bool MoveToLine()
        {
            while (_next < _block.Length)
            {
                var start = _next;
                var line = _block.Bytes.AsSpan(start, _block.Length - start);
                var newline = line.IndexOf((byte)'\n');
                if (newline >= 0) line = line[..newline];
                _next += line.Length + 1;
                var number = _line++;

                var indent = line.IndexOfAnyExcept(JsonWhiteSpace.Bytes);
                if (indent < 0) continue;
                var length = JsonWhiteSpace.TrimmedLength(line) - indent;
                Current = new Item(new Utf8(_block.Bytes, start + indent, length), number, 0, _block.ByteOffset + start + indent);
                return true;
            }
            return false;
        }

        private bool MoveToRange(ItemRange[] ranges)
        {
            if (_next == ranges.Length) return false;
            ref readonly var range = ref ranges[_next++];
            Current = new Item(new Utf8(_block.Bytes, range.Start, range.Length), range.Line, range.Index, range.ByteOffset, range.Error);
            return true;
        }
    }
}
