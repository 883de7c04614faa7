using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>Reads staged records of a dataset back by their positions. One instance serves one worker.</summary>
internal sealed class StagedReader(DatasetFacts facts)
{
    private readonly StagedRecord _staged = new();
    private byte[] _row = new byte[64 * 1024];
    private byte[] _extra = [];

    /// <summary>The record at a position, valid until the next one is read.</summary>
    /// <exception cref="DamagedEntryException">It is not what was staged.</exception>
    public Record Read(int position)
    {
        ref var fact = ref facts[position];
        var source = facts.SourceAt(position);
        var row = Read(source.Staged, fact.RowAt, fact.RowLength, ref _row);
        source.Staged.Check(row.Span[..^1], fact.RowAt, fact.RowMark);
        var extra = fact.ExtraLength == 0 ? default : Read(source.Staged, fact.ExtraAt, fact.ExtraLength, ref _extra);
        if (fact.ExtraLength > 0) source.Staged.Check(extra.Span, fact.ExtraAt, fact.ExtraMark);
        return _staged.Read(row, extra, fact.Format);
    }

    private static Utf8 Read(StagedSource staged, long at, int length, ref byte[] buffer)
    {
        if (buffer.Length < length) buffer = new byte[length * 2L > Array.MaxLength ? length : length * 2];
        staged.Read(buffer.AsSpan(0, length), at);
        return new Utf8(buffer, 0, length);
    }
}
