using System.Text;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Sift;

namespace Cuvee.Decontaminate;

/// <summary>The second reading: every item goes where its records' verdicts send it, its bytes unchanged.</summary>
internal sealed class SortingWorker : ItemWalk
{
    private readonly Observer _observer;
    private readonly BenchmarkSet _set;
    private readonly ContaminationDecision _decision;
    private readonly ILookup<int, ContaminationMatch> _matches;
    private readonly ContaminationAction _action;
    private readonly IReadOnlyList<InputPath> _files;
    private readonly Recycled<SortedBlock> _blocks;
    private SortedBlock _result = new();
    private readonly List<FoundMatch> _found = [];
    private int _record;

    public SortingWorker(
        RecordReader reader,
        BenchmarkSet set,
        ContaminationDecision decision,
        ILookup<int, ContaminationMatch> matches,
        ContaminationAction action,
        IReadOnlyList<InputPath> files,
        Recycled<SortedBlock> blocks)
        : base(reader)
    {
        (_set, _decision, _matches, _action, _files, _blocks) = (set, decision, matches, action, files, blocks);
        _observer = new Observer(set);
    }

    /// <summary>Sorts a block.</summary>
    /// <param name="work">The block and the number of its first record.</param>
    public (InputBlock Input, SortedBlock Result) Sort((InputBlock Input, int FirstRecord) work)
    {
        _result = _blocks.Take();
        _result.Clear();
        _record = work.FirstRecord;
        Walk(work.Input);
        _result.RecordCount = _record - work.FirstRecord;
        // All that is written was copied out
        work.Input.Block?.Recycle();
        return (work.Input, _result);
    }

    protected override void OnRecord(Record record)
    {
        var number = _record++;
        if (!_matches.Contains(number)) return;
        _observer.Observe(record);
        foreach (var match in _matches[number])
        {
            _found.Add(new FoundMatch(_files[record.Origin.File].Key, record.Origin.Line, record.Origin.Item, match, MatchExcerpt.Of(_set, _decision, _observer, record, match.Part)));
        }
    }

    protected override void OnItem(Item item, Origin origin, (string Reason, string Detail)? problem)
    {
        // Of an item that is no record nothing counts, whatever was found before that showed
        var strongest = _found.Count > 0 ? _found[0].Match : null;
        if (problem is null) _result.Found.AddRange(_found);
        _found.Clear();
        if (problem is { } broken)
        {
            QuarantineLine.Write(_result.Quarantine, "decontaminate", _files[origin.File].Key, new QuarantineRow(0, origin, broken.Reason, broken.Detail, item.Value));
            _result.Quarantined.Add(broken.Reason, origin, broken.Detail);
        }
        else if (strongest is null)
        {
            _result.KeptCount++;
            ItemText.WriteLine(_result.Kept, item.Value, Tape);
        }
        else if (_action == ContaminationAction.Drop)
        {
            _result.RemovedCount++;
            var reason = MatchJson.Of(strongest, _files[origin.File].Key, origin.Line, origin.Item);
            _result.Removed.Add("{\"removed\":"u8);
            _result.Removed.Add(Encoding.UTF8.GetBytes(reason));
            _result.Removed.Add(",\"row\":"u8);
            ItemText.WriteValue(_result.Removed, item.Value, Tape);
            _result.Removed.Add("}\n"u8);
        }
        else
        {
            _result.KeptCount++;
            _result.FlaggedCount++;
            WriteFlagged(item, MatchJson.Of(strongest, _files[origin.File].Key, origin.Line, origin.Item));
        }
    }

    /// <summary>Adds a member to the object of the line; a line that is no object has no place for one and stays as it is.</summary>
    private void WriteFlagged(Item item, string reason)
    {
        var target = _result.Kept;
        var isObject = Tape.Root.Kind == JsonKind.Object && ItemText.IsOneValue(item.Value, Tape);
        ItemText.WriteLine(target, item.Value, Tape);
        if (isObject)
        {
            target.Truncate(target.Length - "}\n".Length);
            target.Add(Tape.Root.Count == 0 ? "\"contamination\":"u8 : ",\"contamination\":"u8);
            target.Add(Encoding.UTF8.GetBytes(reason));
            target.Add("}\n"u8);
        }
    }
}
