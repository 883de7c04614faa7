using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Sift;

namespace Cuvee.Dedup;

/// <summary>Reads the items of blocks: what deduplication needs to know of their records, and the bytes that cannot be read again where they lie. One instance serves one worker.</summary>
internal sealed class DedupWorker : ItemWalk
{
    /// <summary>Fields that a score is looked for in, as in a recipe that names none.</summary>
    private static readonly ScorePlan Score = new(["quality_score", "_metadata.quality_score", "metadata.quality_score"], 0, 1, double.NaN);

    private readonly DedupOptions _options;
    private readonly IReadOnlyList<DedupInput> _inputs;
    private readonly Recycled<DedupBlock> _blocks;
    private readonly RecordKeys _keys = new();
    private readonly Signer? _signer;
    private DedupBlock _result = new();
    private DedupInput _input = null!;
    private int _itemStart;
    private bool _isStaging;
    private bool _isInPlace;

    public DedupWorker(RecordReader reader, DedupOptions options, SignaturePlan? signatures, IReadOnlyList<DedupInput> inputs, Recycled<DedupBlock> blocks)
        : base(reader)
    {
        (_options, _inputs, _blocks) = (options, inputs, blocks);
        _signer = signatures is null ? null : new Signer([signatures]);
    }

    public (InputBlock Input, DedupBlock Result) Read(InputBlock input)
    {
        _result = _blocks.Take();
        _result.Clear();
        if (input.Block is null) return (input, _result);
        _input = _inputs[input.File];
        _isInPlace = _input.IsInPlace(input);
        _itemStart = 0;
        Walk(input);
        // All that is needed was copied out
        input.Block.Recycle();
        return (input, _result);
    }

    protected override void OnRecord(Record record)
    {
        if (_isStaging)
        {
            Stage(record);
            return;
        }

        _keys.Observe(record);
        // What counts as kept already is better than anything
        var (textBytes, score) = _input.IsReference ? (int.MaxValue, double.PositiveInfinity) : (RecordKeys.TextBytes(record), ScoreOf(record));
        _result.Facts.Add(new DedupFact(_keys.Key(_options.Key, withSystem: true), _keys.AnswerMark(), score, textBytes));
        _signer?.Sign(record, _result.Signatures);
    }

    protected override void OnItem(Item item, Origin origin, (string Reason, string Detail)? problem)
    {
        if (problem is { } broken)
        {
            _result.Facts.RemoveRange(_itemStart, _result.Facts.Count - _itemStart);
            if (_signer is not null) _result.Signatures.Truncate(_itemStart * _signer.Bytes);
            _result.Quarantined.Add(broken.Reason, origin, broken.Detail);
            if (!_input.IsReference) QuarantineLine.Write(_result.Quarantine, "dedup", _input.Path.Key, new QuarantineRow(0, origin, broken.Reason, broken.Detail, item.Value));
            return;
        }

        var isOneRecord = _result.Facts.Count == _itemStart + 1;
        if (_signer is not null && !isOneRecord) StageRecords(item, origin);
        var (at, length) = (item.ByteOffset + _input.Start, item.Value.Length);
        if (!_isInPlace || !ItemText.IsOneLine(item.Value))
        {
            at = ~(long)_result.Staged.Length;
            ItemText.WriteLine(_result.Staged, item.Value, Tape);
            length = _result.Staged.Length - (int)~at - 1;
        }

        _result.Items.Add(new DedupItem(at, length, checked((uint)item.Line), (int)item.Index, _itemStart));
        _itemStart = _result.Facts.Count;
    }

    private double ScoreOf(Record record) => _options.Keep == KeepRule.BestScore ? Score.Of(record) : double.NaN;

    /// <summary>Reads the item once more: only now is it known that its records are many and all sound.</summary>
    private void StageRecords(Item item, Origin origin)
    {
        _isStaging = true;
        ReadValues(item.Value, origin);
        _isStaging = false;
    }

    private void Stage(Record record)
    {
        var at = _result.Staged.Length;
        StagedRecord.WriteRow(_result.Staged, record);
        var rowEnd = _result.Staged.Length;
        StagedRecord.WriteExtra(_result.Staged, record);
        var earlier = _result.Rows.Count > 0 && _result.Rows[^1].Record >= _itemStart ? _result.Rows[^1].Record + 1 : _itemStart;
        _result.Rows.Add(new DedupRow(earlier, at, rowEnd - at, _result.Staged.Length - rowEnd, record.Format));
    }
}
