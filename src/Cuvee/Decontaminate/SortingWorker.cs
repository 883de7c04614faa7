using System.Text;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Json;
using Cuvee.Model;

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
    private SortedBlock _result = new();
    private ContaminationMatch? _strongest;
    private int _record;

    public SortingWorker(RecordReader reader, BenchmarkSet set, ContaminationDecision decision, ILookup<int, ContaminationMatch> matches, ContaminationAction action, IReadOnlyList<InputPath> files)
        : base(reader)
    {
        (_set, _decision, _matches, _action, _files) = (set, decision, matches, action, files);
        _observer = new Observer(set);
    }

    /// <summary>Sorts a block.</summary>
    /// <param name="work">The block and the number of its first record.</param>
    public (InputBlock Input, SortedBlock Result) Sort((InputBlock Input, int FirstRecord) work)
    {
        _result = new SortedBlock();
        _record = work.FirstRecord;
        Walk(work.Input);
        _result.RecordCount = _record - work.FirstRecord;
        return (work.Input, _result);
    }

    protected override void OnRecord(Record record)
    {
        var number = _record++;
        if (!_matches.Contains(number)) return;
        _observer.Observe(record);
        foreach (var match in _matches[number])
        {
            _strongest ??= match;
            _result.Found.Add(new FoundMatch(_files[record.Origin.File].Key, record.Origin.Line, match, MatchExcerpt.Of(_set, _decision, _observer, record, match.Part)));
        }
    }

    protected override void OnItem(Item item, Origin origin, (string Reason, string Detail)? problem)
    {
        var found = _strongest;
        _strongest = null;
        if (problem is { } broken)
        {
            QuarantineLine.Write(_result.Quarantine, "decontaminate", _files[origin.File].Key, new QuarantineRow(0, origin, broken.Reason, broken.Detail, item.Value));
            _result.Quarantined.Add(broken.Reason, origin, broken.Detail);
        }
        else if (found is null)
        {
            _result.KeptCount++;
            WriteLine(_result.Kept, item);
        }
        else if (_action == ContaminationAction.Drop)
        {
            _result.RemovedCount++;
            var reason = MatchJson.Of(found, _files[origin.File].Key, origin.Line);
            _result.Removed.Add("{\"removed\":"u8);
            _result.Removed.Add(Encoding.UTF8.GetBytes(reason));
            _result.Removed.Add(",\"row\":"u8);
            WriteValue(_result.Removed, item);
            _result.Removed.Add("}\n"u8);
        }
        else
        {
            _result.KeptCount++;
            _result.FlaggedCount++;
            WriteFlagged(item, MatchJson.Of(found, _files[origin.File].Key, origin.Line));
        }
    }

    private void WriteLine(ByteBuffer target, Item item)
    {
        WriteValue(target, item, isAlone: true);
        target.Add((byte)'\n');
    }

    /// <summary>Adds a member to the object of the line; a line that is no object has no place for one and stays as it is.</summary>
    private void WriteFlagged(Item item, string reason)
    {
        var target = _result.Kept;
        WriteValue(target, item, isAlone: true);
        if (Tape.Root.Kind == JsonKind.Object && IsOneValue(item))
        {
            target.Truncate(target.Length - 1);
            target.Add(Tape.Root.Count == 0 ? "\"contamination\":"u8 : ",\"contamination\":"u8);
            target.Add(Encoding.UTF8.GetBytes(reason));
            target.Add((byte)'}');
        }

        target.Add((byte)'\n');
    }

    /// <summary>The bytes as they stand in the input. A value over several lines is brought to one; several values on a line become a list where one is wanted.</summary>
    private void WriteValue(ByteBuffer target, Item item, bool isAlone = false)
    {
        if (item.Value.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0 && (isAlone || IsOneValue(item)))
        {
            target.Add(item.Value.Span);
            return;
        }

        var isList = !isAlone && !IsOneValue(item);
        if (isList) target.Add((byte)'[');
        var end = item.Value.Offset + item.Value.Length;
        for (var at = item.Value.Offset; at < end;)
        {
            if (isList && at > item.Value.Offset) target.Add((byte)',');
            Tape.Parse(item.Value.Array!, at, end, out at);
            JsonText.WriteCanonical(target, Tape.Root);
        }

        if (isList) target.Add((byte)']');
    }

    /// <summary>Whether the item is one value: the last one on the tape is the first of the item.</summary>
    private bool IsOneValue(Item item) =>
        Tape.Root.Source is var last && (Tape.Root.Kind == JsonKind.Text ? last.Offset - 1 : last.Offset) == item.Value.Offset;
}
