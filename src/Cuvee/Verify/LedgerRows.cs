using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>A ledger as the gates hold it: its rows in order, in a fixed number of bytes each, and their count by all that is counted.</summary>
internal sealed class LedgerRows
{
    /// <summary>Parts begin where a chunk begins, and a row group of 40,960 rows as a build writes them: none is decoded for two parts.</summary>
    private const long RowsPerPartUnit = 2 * 40_960;

    private readonly List<LedgerRow[]> _chunks = [];
    private readonly LedgerWords _words = new();
    private readonly LedgerKind[] _kinds;
    private readonly LedgerOutcome[] _outcomes;
    private readonly bool[] _isKept;

    private LedgerRows(IReadOnlyList<LedgerPart> parts)
    {
        var (kinds, named) = (new LedgerKinds(), new List<DroppedDuplicate>());
        foreach (var part in parts) TakeIn(part, kinds, named);
        _kinds = kinds.All.ToArray();
        _outcomes = [.. _kinds.Select(kind => new LedgerOutcome(_words.States[kind.State], _words.Stages[kind.Stage], _words.Reasons[kind.Reason]))];
        _isKept = [.. _outcomes.Select(outcome => outcome.IsKept)];
        Duplicates = [.. named.Where(named => OutcomeOf(named.Row).Stage is Stages.ExactDedup or Stages.NearDedup)];
        Tally = Tally.Of(_kinds.Select((kind, number) => (kind, number)).GroupBy(entry => entry.kind with { File = 0, OutputFile = 0, IsChanged = false, HasOther = false, HasSimilarity = false })
            .Select(cell => CellOf(cell.Key, [.. cell.Select(entry => kinds.CountOf(entry.number))])));
    }

    public int RowCount { get; private set; }

    public WordTable Sources => _words.Sources;

    public WordTable Families => _words.Families;

    public WordTable Files => _words.Files;

    public WordTable Splits => _words.Splits;

    public WordTable OutputFiles => _words.OutputFiles;

    /// <summary>How the rows of each kind end, by its number.</summary>
    public IReadOnlyList<LedgerOutcome> Outcomes => _outcomes;

    /// <summary>The rows counted.</summary>
    public Tally Tally { get; }

    public ref readonly LedgerRow this[int row] => ref _chunks[row / LedgerPart.ChunkLength][row % LedgerPart.ChunkLength];

    /// <summary>The words of a row.</summary>
    public ref readonly LedgerKind KindOf(int row) => ref _kinds[this[row].Kind];

    public LedgerOutcome OutcomeOf(int row) => _outcomes[this[row].Kind];

    public bool IsKept(int row) => _isKept[this[row].Kind];

    /// <summary>Whether a rule changed any record.</summary>
    public bool HasChanges => Array.Exists(_kinds, kind => kind.IsChanged);

    /// <summary>The rows that exact or near deduplication dropped for another record, in order.</summary>
    public DroppedDuplicate[] Duplicates { get; }

    /// <summary>Where the record of a row was read: <c>source data/file.jsonl:12</c>, with the item where there are several.</summary>
    public string Place(int row)
    {
        ref readonly var at = ref this[row];
        ref readonly var kind = ref _kinds[at.Kind];
        return $"{Sources[kind.Source]} {Files[kind.File]}:{at.Line}{(at.Item > 0 ? $"/{at.Item}" : string.Empty)}";
    }

    /// <summary>The same as reports write it: <c>data/file.jsonl:12</c>, or <c>data/file.jsonl:12:3</c> for an item.</summary>
    public string PlaceInFile(int row)
    {
        ref readonly var at = ref this[row];
        return $"{Files[KindOf(row).File]}:{at.Line}{(at.Item > 0 ? $":{at.Item}" : string.Empty)}";
    }

    /// <summary>The first rows of some ids; an id that no row has is not among them.</summary>
    public IReadOnlyDictionary<Hash128, int> RowsOf(IEnumerable<Hash128> ids)
    {
        var (sought, found) = (ids.ToHashSet(), new Dictionary<Hash128, int>());
        if (sought.Count == 0) return found;
        // Few are sought: a look at sixteen bits spares the search for nearly all rows
        var isSought = new bool[1 << 16];
        foreach (var id in sought) isSought[(ushort)id.High] = true;
        for (var row = 0; row < RowCount; row++)
        {
            var id = this[row].Id;
            if (isSought[(ushort)id.High] && sought.Contains(id)) found.TryAdd(id, row);
        }

        return found;
    }

    /// <summary>The file and line that a row says it was written to: <c>data/train-00000-of-00001.jsonl:31</c>.</summary>
    public string OutputPlace(int row) => $"{OutputFiles[KindOf(row).OutputFile]}:{this[row].OutputLine}";

    /// <summary>Reads a ledger, in as many parts as there are threads.</summary>
    /// <exception cref="DuckDbException">It is no ledger that can be read.</exception>
    /// <exception cref="InvalidDataException">Its tags are not what they should be.</exception>
    public static LedgerRows Read(string path, int threads)
    {
        var ledger = new LedgerRows(Ordered.Map(Ranges(path, threads), threads, range => LedgerPart.Read(path, range.From, range.To)));
        ledger.CheckTags();
        return ledger;
    }

    /// <summary>Chooses for every combination of source, family and tags; the choice is made once for each value, not for each row.</summary>
    /// <param name="tag"><c>source</c>, <c>family</c> or any tag.</param>
    /// <param name="choose">Says of a value whether it is meant.</param>
    public Func<int, bool> Where(string tag, Func<string, bool> choose)
    {
        if (tag == "source") return By(Sources, value => value, kind => kind.Source);
        if (tag == "family") return By(Families, value => value, kind => kind.Family);
        return By(_words.Tags, tags => new TallyCell(string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, tags, 0, 0).Tag(tag), kind => kind.Tags);

        Func<int, bool> By(WordTable words, Func<string, string> valueOf, Func<LedgerKind, int> numberOf)
        {
            var isMeantOfWord = words.Texts.Select(text => choose(valueOf(text))).ToArray();
            var isMeant = _kinds.Select(kind => isMeantOfWord[numberOf(kind)]).ToArray();
            return row => isMeant[this[row].Kind];
        }
    }

    /// <summary>A text of each row that follows from its tags; it is asked for once for each combination of them, not for each row.</summary>
    public Func<int, string> Values(Func<TallyCell, string> valueOf)
    {
        var ofWord = _words.Tags.Texts.Select(tags => valueOf(new TallyCell(string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, tags, 0, 0))).ToArray();
        return row => ofWord[_kinds[this[row].Kind].Tags];
    }

    /// <summary>Row ranges of about one size, the last without an end.</summary>
    private static List<(long From, long To)> Ranges(string path, int threads)
    {
        var units = threads < 2 ? 1 : (LedgerPart.Count(path) + RowsPerPartUnit - 1) / RowsPerPartUnit;
        var count = (int)Math.Clamp(units, 1, Math.Max(1, threads));
        return [.. Enumerable.Range(0, count).Select(part => (units * part / count * RowsPerPartUnit, part == count - 1 ? long.MaxValue : units * (part + 1) / count * RowsPerPartUnit))];
    }

    private void TakeIn(LedgerPart part, LedgerKinds kinds, List<DroppedDuplicate> named)
    {
        if (RowCount % LedgerPart.ChunkLength != 0) throw new InvalidDataException("its rows are not as many as it says");
        var translate = _words.TakeIn(part.Words);
        var numbers = new int[part.Kinds.Count];
        for (var kind = 0; kind < numbers.Length; kind++)
        {
            numbers[kind] = kinds.Add(translate(part.Kinds.All[kind]), part.Kinds.CountOf(kind));
        }

        part.Renumber(numbers);
        _chunks.AddRange(part.Chunks);
        named.AddRange(part.Named.Select(row => row with { Row = row.Row + RowCount }));
        RowCount += part.RowCount;
    }

    private TallyCell CellOf(LedgerKind kind, KindCount[] counts) => new(
        Sources[kind.Source], Families[kind.Family], _words.States[kind.State], _words.Stages[kind.Stage], _words.Reasons[kind.Reason], Splits[kind.Split], _words.Tags[kind.Tags],
        counts.Sum(count => count.Records), counts.Sum(count => count.Lines))
    {
        RecordTokens = counts.Sum(count => count.RecordTokens),
        LineTokens = counts.Sum(count => count.LineTokens),
    };

    private void CheckTags()
    {
        foreach (var text in _words.Tags.Texts.Skip(1))
        {
            try
            {
                using var tags = JsonDocument.Parse(text);
                if (tags.RootElement.ValueKind == JsonValueKind.Object && tags.RootElement.EnumerateObject().All(tag => tag.Value.ValueKind == JsonValueKind.String)) continue;
            }
            catch (JsonException)
            {
                // Said below
            }

            throw new InvalidDataException($"the tags '{text}' are no JSON object of texts");
        }
    }
}
