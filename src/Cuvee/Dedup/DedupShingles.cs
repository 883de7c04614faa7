using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Dedup;

/// <summary>Signatures of the records of a deduplication as they were taken, and their shingle sets from the texts again. One instance serves one worker.</summary>
internal sealed class DedupShingles : INearRecords
{
    private readonly DedupStore _store;
    private readonly NearDuplicates _rule;
    private readonly RecordReader _reader;
    private readonly JsonTape _tape = new();
    private readonly StagedRecord _staged = new();
    private readonly NearWords _words = new();
    private readonly ReadAhead _signatures = new();
    private readonly Action<Record> _accept;
    private readonly Action<Origin, string> _reject;
    private ShingleSet _target = new();
    private byte[] _bytes = new byte[64 * 1024];

    public DedupShingles(DedupStore store, NearDuplicates rule, RecordReader reader)
    {
        (_store, _rule, _reader) = (store, rule, reader);
        _accept = Accept;
        _reject = (_, problem) => throw new InvalidDataException(problem);
    }

    public int Count => _store.RecordCount;

    public void Signature(int position, Span<uint> signature) => _store.ReadSignature(_signatures, position, signature);

    public void Shingles(int position, ShingleSet target)
    {
        _target = target;
        if (_store.TryRow(position, out var row)) ReadRow(row);
        else ReadItem(_store.ItemOf(position));
    }

    private void ReadRow(DedupRow row)
    {
        var length = row.RowLength + row.ExtraLength;
        Reserve(length);
        _store.ReadStaged(row.At, _bytes.AsSpan(0, length));
        Accept(_staged.Read(new Utf8(_bytes, 0, row.RowLength), row.ExtraLength == 0 ? default : new Utf8(_bytes, row.RowLength, row.ExtraLength), row.Format));
    }

    private void ReadItem(int item)
    {
        var length = _store[item].Length;
        Reserve(length);
        _store.Read(item, _bytes.AsSpan(0, length));
        _tape.Recycle();
        if (_tape.Parse(_bytes, 0, length, out _) != JsonFault.None) throw Sift.SiftedOutput.Changed();
        _reader.Read(_tape.Root, default, _accept, _reject);
    }

    private void Accept(Record record) => _words.Set(record, _rule.On, _rule.ShingleWords, _target);

    private void Reserve(int length)
    {
        if (_bytes.Length < length) _bytes = new byte[length];
    }
}
