using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Recipes;

namespace Cuvee.Verify;

/// <summary>
/// Traces a dataset back to its source files: each has the bytes of the manifest, and kept records, read again where the ledger says they
/// stood, have the content of the ledger; what was quarantined has the bytes that stand there. A record whose text a rule changed cannot be compared that way and is left out.
/// </summary>
internal sealed class InputsCheck
{
    /// <summary>How many kept records are read again: all up to here, else the first by rank.</summary>
    private const int MaxRecords = 10_000;

    private readonly EmittedDataset _dataset;
    private readonly Findings _findings;
    private readonly string[] _files;
    private readonly Dictionary<(int Source, int File), List<int>> _rows;
    private readonly Offences _missing;
    private readonly Offences _differing;
    private readonly Offences _untraced;
    private readonly Offences _unlike;
    private readonly QuarantinedItems _quarantined;
    private int _count;

    private InputsCheck(EmittedDataset dataset, string root, Findings findings)
    {
        (_dataset, _findings) = (dataset, findings);
        _files = new Evidence<string[]>(root, () => FilesBelow.Of(root)).Value;
        _rows = Sample(dataset).GroupBy(row => (dataset.Ledger.KindOf(row).Source, dataset.Ledger.KindOf(row).File)).ToDictionary(group => group.Key, group => group.ToList());
        (_missing, _differing, _untraced, _unlike) = (findings.Group(), findings.Group(), findings.Group(), findings.Group());
        _quarantined = QuarantinedItems.Read(dataset);
    }

    /// <summary>Looks for every source file of the manifest below <paramref name="root"/>.</summary>
    public static void Check(EmittedDataset dataset, string root, Findings findings) => new InputsCheck(dataset, Path.GetFullPath(root), findings).Check();

    private void Check()
    {
        var plans = SourcePlans.Of(_dataset.Recipe, SourcePlans.Tags(_dataset.Recipe)).ToDictionary(plan => plan.Name, StringComparer.Ordinal);
        var inputs = _dataset.Manifest.List("inputs").ToList();
        foreach (var input in inputs)
        {
            var (source, file, sha256) = (input.Text("source"), input.Text("file"), input.Text("sha256"));
            var candidates = _files.Where(path => path.EndsWith($"/{file}", StringComparison.Ordinal)).ToList();
            var path = candidates.Find(candidate => new FileInfo(candidate).Length == input.Number("bytes") && SumsFile.HashOf(candidate) == sha256);
            if (candidates.Count == 0) _missing.Add(() => $"{source} {file}");
            else if (path is null) _differing.Add(() => $"{source} {file}");
            else if (plans.TryGetValue(source, out var plan)) Trace(plan, file, path);
        }

        _missing.Fail(count => $"{count:N0} of {inputs.Count:N0} source files are missing");
        _differing.Fail(count => $"{count:N0} of {inputs.Count:N0} source files have other bytes than those that were read");
        _untraced.Fail(count => $"{count:N0} of {_count:N0} records are not in their source files as the ledger says");
        _unlike.Fail(count => $"{count:N0} lines of quarantine.jsonl do not hold the bytes of their source files");
        _findings.Note($"{_count:N0} records were read again from {inputs.Count:N0} source files");
    }

    /// <summary>Reads one source file again and compares the records that were chosen of it.</summary>
    private void Trace(SourcePlan plan, string file, string path)
    {
        var ledger = _dataset.Ledger;
        var quarantined = _quarantined.Of(plan.Name, file);
        if (!_rows.TryGetValue((ledger.Sources.Find(plan.Name), ledger.Files.Find(file)), out var rows)) rows = [];
        if (rows.Count == 0 && quarantined.Count == 0) return;
        var places = quarantined.ToLookup(item => (item.Line, item.ByteOffset));
        var found = new HashSet<QuarantinedItem>();
        var wanted = rows.ToDictionary(row => (ledger[row].Line, ledger[row].Item));
        _count += wanted.Count;
        var encoding = _dataset.Recipe.Sources[plan.Index].Encoding;
        try
        {
            using var input = Inputs.Opening.Open(path, file, encoding == "auto" ? null : encoding);
            var reader = new SourceLines(plan, (place, content) =>
            {
                if (wanted.TryGetValue(place, out var row) && ledger[row].Content == content) wanted.Remove(place);
            });
            foreach (var item in input.Blocks().SelectMany(block => reader.Items(block)))
            {
                found.UnionWith(places[(item.Line, item.ByteOffset)].Where(claim => item.Value.Span.SequenceEqual(claim.Raw)));
                reader.Read(item);
            }
        }
        catch (CuveeException)
        {
            // A damaged file that the recipe quarantined: what stands before the damage was read
        }

        foreach (var row in rows.Where(row => wanted.ContainsKey((ledger[row].Line, ledger[row].Item)))) _untraced.Add(() => ledger.Place(row));
        foreach (var item in quarantined.Where(item => !found.Contains(item))) _unlike.Add(() => $"quarantine.jsonl:{item.Number} ({item.Source} {item.File}:{item.Line})");
    }

    private static int[] Sample(EmittedDataset dataset)
    {
        var ledger = dataset.Ledger;
        var kept = Enumerable.Range(0, ledger.RowCount).Where(row => ledger.IsKept(row) && !ledger.KindOf(row).IsChanged).ToArray();
        if (kept.Length <= MaxRecords) return kept;
        var key = new RankKey(dataset.Recipe.Seed, "verify");
        var ranks = new ulong[ledger.RowCount];
        foreach (var row in kept) ranks[row] = key.Of(ledger[row].Content);
        return Rank.Smallest(kept, ranks, MaxRecords);
    }

    /// <summary>Reads items of a source file as a build does, as far as the content goes.</summary>
    private sealed class SourceLines(SourcePlan plan, Action<(long Line, long Item), Hash128> accept)
    {
        private readonly JsonTape _tape = new();
        private readonly RecordReader _reader = new(plan.Format, plan.Map, keepExtra: false);
        private readonly RecordKeys _keys = new();
        private readonly ItemCounter _items = new();

        public IEnumerable<Item> Items(Block block)
        {
            foreach (var item in block) yield return item;
        }

        public void Read(Item item)
        {
            if (item.Error is not null)
            {
                _items.Number(item.Line, item.Index);
                return;
            }

            var (bytes, at) = (item.Value.Array!, item.Value.Offset);
            var end = at + item.Value.Length;
            var origin = new Origin(plan.Index, 0, item.Line, item.Index, item.ByteOffset);
            while (at < end)
            {
                if (_tape.Parse(bytes, at, end, out at) != JsonFault.None)
                {
                    _items.Number(item.Line, item.Index);
                    return;
                }

                origin = origin with { Item = origin.Item + _reader.Read(_tape.Root, origin, Accept, (place, _) => _items.Number(place.Line, place.Item)) };
            }
        }

        private void Accept(Record record)
        {
            Span<byte> digest = stackalloc byte[32];
            _keys.Observe(record);
            _keys.Content(digest);
            accept((record.Origin.Line, _items.Number(record.Origin.Line, record.Origin.Item)), Hash128.FromDigest(digest));
        }
    }
}
