using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Cuvee.Interop;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>
/// The account of every input record of a dataset, one row each, in dataset order: what became of it, why, and where it was written.
/// </summary>
internal sealed class Ledger
{
    /// <summary>The columns of ledger.parquet, in order.</summary>
    public static readonly ImmutableArray<ParquetColumn> Columns =
    [
        new("id", ColumnType.Text),
        new("source", ColumnType.Text),
        new("family", ColumnType.Text),
        new("file", ColumnType.Text),
        new("line", ColumnType.Int64),
        new("item", ColumnType.Int64),
        new("byte_offset", ColumnType.Int64),
        new("state", ColumnType.Text),
        new("stage", ColumnType.Text),
        new("reason", ColumnType.Text),
        new("measured", ColumnType.Double),
        new("threshold", ColumnType.Double),
        new("other_id", ColumnType.Text),
        new("similarity", ColumnType.Double),
        new("changes", ColumnType.RuleCounts),
        new("content_hash", ColumnType.Text),
        new("tokens", ColumnType.Int64),
        new("copies", ColumnType.Int32),
        new("split", ColumnType.Text),
        new("output_file", ColumnType.Text),
        new("output_line", ColumnType.Int64),
        new("output_hash", ColumnType.Text),
        new("tags", ColumnType.Text),
        new("groups", ColumnType.Text),
        new("component", ColumnType.Int64),
        new("tied_by", ColumnType.Text),
    ];

    private readonly Decision _decision;
    private readonly TagTable _tags;
    private readonly Outcomes _outcomes;
    private readonly EmittedPlace[] _emitted;
    private readonly byte[][] _splits;
    private readonly byte[][] _files;
    private readonly byte[]?[] _tagTexts;
    private readonly byte[][] _families;
    private readonly ImmutableArray<string> _groupFields;
    private readonly decimal _similarity;
    private readonly Dictionary<ushort, End> _ends = [];
    private readonly byte[] _hex = new byte[64];
    private readonly ByteBuffer _groups = new();
    private readonly NamedIds _ids;
    private int _source;
    private int _next;
    private PlaceReader? _places;
    private byte[][] _fileKeys = [];
    private byte[] _sourceName = [];
    private ImmutableArray<RuleCount>[] _changes = [];

    private Ledger(Decision decision, Dataset dataset, TagTable tags, Outcomes outcomes, EmittedPlace[] emitted, IReadOnlyList<string> files)
    {
        (_decision, _tags, _outcomes, _emitted) = (decision, tags, outcomes, emitted);
        _ids = new NamedIds(decision);
        _groupFields = dataset.Split.Parts.Length > 1 ? dataset.Split.Together.Fields : [];
        _similarity = decision.Recipe.Dedup.Near?.Rule.Similarity ?? 0;
        _splits = [.. dataset.Split.Parts.Select(part => Encoding.UTF8.GetBytes(part.Name))];
        _files = [.. files.Select(Encoding.UTF8.GetBytes)];
        _families = [.. Enumerable.Range(0, tags.Count).Select(number => Encoding.UTF8.GetBytes(tags[number][0]))];
        _tagTexts = [.. Enumerable.Range(0, tags.Count).Select(TagText)];
    }

    /// <summary>Writes ledger.parquet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="decision">What became of each record.</param>
    /// <param name="dataset">For the names of the splits.</param>
    /// <param name="tags">For family and tags.</param>
    /// <param name="outcomes">For stages and reasons.</param>
    /// <param name="emitted">Where each record was written.</param>
    /// <param name="files">The emitted files, relative to the dataset's folder.</param>
    /// <param name="threads">With more than one, rows are made while others are packed.</param>
    public static void Write(string path, Decision decision, Dataset dataset, TagTable tags, Outcomes outcomes, EmittedPlace[] emitted, IReadOnlyList<string> files, int threads)
    {
        var ledger = new Ledger(decision, dataset, tags, outcomes, emitted, files);
        ParquetWriter.Write(path, Columns, ledger.Fill, threads);
    }

    private int Fill(ChunkWriter chunk)
    {
        var row = 0;
        for (; row < chunk.Capacity && _next < _decision.Facts.Count; row++, _next++) WriteRow(chunk, row, _next);
        return row;
    }

    /// <summary>Writes one row; a cell that is not set is null.</summary>
    private void WriteRow(ChunkWriter chunk, int row, int position)
    {
        if (_places is null || position >= _decision.Facts.StartOf(_source + 1)) EnterSource(position);
        var source = _decision.Facts.Sources[_source];
        ref var fact = ref _decision.Facts[position];
        var place = _places![position - _decision.Facts.StartOf(_source)];
        var end = EndOf(_decision.Outcome[position]);
        var isKept = _decision.Outcome[position] == Outcomes.Alive;
        var isQuarantined = end.Name == Stages.Read;

        SetHex(chunk, 0, row, place.Id);
        _ids.Pass(position, place.Id);
        chunk[1].SetRepeated(row, _sourceName);
        chunk[3].SetRepeated(row, _fileKeys[place.File]);
        chunk[4].SetInt64(row, place.Line);
        chunk[5].SetInt64(row, place.Item);
        chunk[6].SetInt64(row, place.ByteOffset);
        chunk[7].SetRepeated(row, end.State);
        if (end.Stage.Length > 0) chunk[8].SetRepeated(row, end.Stage);
        if (end.Reason.Length > 0) chunk[9].SetRepeated(row, end.Reason);
        var isNear = end.Name == Stages.NearDedup;
        var (measured, threshold) = isNear ? (_decision.Similarity[position], (double)_similarity)
            : end.Name is Stages.Take or Stages.Mix ? _decision.Places.Of(position)
            : (place.Measured, place.Threshold);
        SetNumber(chunk, 10, row, measured);
        SetNumber(chunk, 11, row, threshold);
        if (_decision.Other[position] >= 0) SetHex(chunk, 12, row, _ids.Of(_decision.Other[position]));
        else if (end.Name == Stages.Decontaminate) chunk[12].SetText(row, Encoding.UTF8.GetBytes(source.Contaminated[position - _decision.Facts.StartOf(_source)]));
        if (isNear) chunk[13].SetDouble(row, _decision.Similarity[position]);
        if (place.Changes != 0) chunk[14].SetRuleCounts(row, _changes[place.Changes].AsSpan());
        if (fact.Tokens is { } tokens) chunk[16].SetInt64(row, tokens);
        chunk[17].SetInt32(row, _decision.Copies[position]);
        if (!isQuarantined)
        {
            chunk[2].SetRepeated(row, _families[fact.Tags]);
            SetContentHash(chunk, row, place);
            if (_tagTexts[fact.Tags] is { } tagText) chunk[22].SetRepeated(row, tagText);
        }

        if (isKept)
        {
            SetEmitted(chunk, row, position);
            if (!_groupFields.IsEmpty) chunk[23].SetText(row, Groups(source, position - _decision.Facts.StartOf(_source)));
        }

        SetComponent(chunk, row, position);
    }

    /// <summary>How records of an outcome ended; made when the first is asked for.</summary>
    private End EndOf(ushort outcome)
    {
        if (_ends.TryGetValue(outcome, out var end)) return end;
        var (stage, reason) = _outcomes[outcome];
        var state = outcome == Outcomes.Alive ? Stages.Kept : stage == Stages.Read ? Stages.Quarantined : Stages.Dropped;
        return _ends[outcome] = new End(stage, Encoding.ASCII.GetBytes(state), Encoding.ASCII.GetBytes(stage), Encoding.ASCII.GetBytes(reason));
    }

    private void SetComponent(ChunkWriter chunk, int row, int position)
    {
        if (_decision.Ties?.ComponentOf(position) is not (> 0 and var component)) return;
        chunk[24].SetInt64(row, component);
        chunk[25].SetText(row, _decision.Ties.WordsOf(position));
    }

    /// <summary>For each field that keeps records together 32 hexadecimal digits of its value's hash, one behind the other; zeros where a record has none.</summary>
    private ReadOnlySpan<byte> Groups(SourceFacts source, int index)
    {
        _groups.Clear();
        foreach (var field in _groupFields)
        {
            var value = source.TogetherOf(index, source.Plan.Together.IndexOf(field));
            WriteHex(_hex, value.High);
            WriteHex(_hex.AsSpan(16), value.Low);
            _groups.Add(_hex.AsSpan(0, 32));
        }

        return _groups.Written;
    }

    private void SetEmitted(ChunkWriter chunk, int row, int position)
    {
        var emitted = _emitted[position];
        if (emitted.File < 0) return;
        chunk[18].SetRepeated(row, _splits[_decision.Part[position]]);
        chunk[19].SetRepeated(row, _files[emitted.File]);
        chunk[20].SetInt64(row, emitted.Line);
        WriteHex(_hex, emitted.Hash);
        chunk[21].SetText(row, _hex.AsSpan(0, 16));
    }

    private void EnterSource(int position)
    {
        _source = _decision.Facts.SourceOf(position);
        var source = _decision.Facts.Sources[_source];
        _places = new PlaceReader(source);
        _sourceName = Encoding.UTF8.GetBytes(source.Plan.Name);
        _fileKeys = [.. source.Files.Select(file => Encoding.UTF8.GetBytes(file.Key))];
        var rules = source.Changes.Rules.Select(Utf8.Of).ToArray();
        _changes = [.. Enumerable.Range(0, source.Changes.Count).Select(number => Counts(rules, source.Changes[number]))];
    }

    private static ImmutableArray<RuleCount> Counts(Utf8[] rules, int[] counts) =>
        [.. Enumerable.Range(0, rules.Length).Where(rule => counts[rule] > 0).Select(rule => new RuleCount(rules[rule], counts[rule]))];

    /// <summary>All tags of a combination but the family, as a JSON object; null when there are none.</summary>
    private byte[]? TagText(int number)
    {
        if (_tags.Names.Length == 1) return null;
        var text = new ByteBuffer();
        for (var i = 1; i < _tags.Names.Length; i++)
        {
            text.Add(i == 1 ? (byte)'{' : (byte)',');
            JsonText.WriteText(text, Encoding.UTF8.GetBytes(_tags.Names[i]));
            text.Add((byte)':');
            JsonText.WriteText(text, Encoding.UTF8.GetBytes(_tags[number][i]));
        }

        text.Add((byte)'}');
        return text.Written.ToArray();
    }

    private static void SetNumber(ChunkWriter chunk, int column, int row, double number)
    {
        if (!double.IsNaN(number)) chunk[column].SetDouble(row, number);
    }

    private void SetHex(ChunkWriter chunk, int column, int row, Hash128 hash)
    {
        WriteHex(_hex, hash.High);
        WriteHex(_hex.AsSpan(16), hash.Low);
        chunk[column].SetText(row, _hex.AsSpan(0, 32));
    }

    private void SetContentHash(ChunkWriter chunk, int row, Place place)
    {
        WriteHex(_hex, place.ContentHigh.High);
        WriteHex(_hex.AsSpan(16), place.ContentHigh.Low);
        WriteHex(_hex.AsSpan(32), place.ContentLow.High);
        WriteHex(_hex.AsSpan(48), place.ContentLow.Low);
        chunk[15].SetText(row, _hex);
    }

    private static void WriteHex(Span<byte> target, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Convert.TryToHexStringLower(bytes, target, out _);
    }

    /// <summary>A stage that records end at, and the texts of its cells; those of stage and reason are empty for kept ones.</summary>
    private sealed record End(string Name, byte[] State, byte[] Stage, byte[] Reason);
}
