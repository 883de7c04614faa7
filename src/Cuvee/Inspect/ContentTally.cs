using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>Everything about records that can be added up. Tallies of blocks add up to that of the file, however it was cut.</summary>
/// <param name="maxColumns">Fields that come after so many are only counted; a block keeps all, so that where it was cut does not show.</param>
internal sealed class ContentTally(int maxColumns)
{
    /// <summary>Far more than a person looks at; data whose keys are ids would have millions.</summary>
    public const int MaxColumns = 256;

    /// <summary>Places named of each reason of quarantine.</summary>
    private const int MaxPlaces = 3;

    private readonly long[] _counters = new long[(int)Counter.Count];

    /// <summary>Records by format.</summary>
    public long[] Formats { get; } = new long[Enum.GetValues<RecordFormat>().Length];

    /// <summary>For each format the fields that the first record of it was made of.</summary>
    public string?[] Evidence { get; } = new string?[Enum.GetValues<RecordFormat>().Length];

    public ColumnSet Columns { get; } = new(maxColumns);

    /// <summary>Fields of turns that no record keeps, with how many turns have them.</summary>
    public SortedDictionary<string, long> TurnFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Records by the script of most of their letters.</summary>
    public SortedDictionary<string, long> Scripts { get; } = new(StringComparer.Ordinal);

    /// <summary>Records by language, as far as a model was asked.</summary>
    public SortedDictionary<string, long> Languages { get; } = new(StringComparer.Ordinal);

    /// <summary>Values of personal data by their kinds.</summary>
    public SortedDictionary<string, long> PersonalData { get; } = new(StringComparer.Ordinal);

    /// <summary>The first texts that were decoded wrongly and can be repaired.</summary>
    public List<RepairExample> Repairs { get; } = [];

    /// <summary>What is no record, by reason, with the first places.</summary>
    public SortedDictionary<string, (long Count, List<QuarantinePlace> Places)> Quarantined { get; } = new(StringComparer.Ordinal);

    public long this[Counter counter]
    {
        get => _counters[(int)counter];
        set => _counters[(int)counter] = value;
    }

    public void Quarantine(string reason, QuarantinePlace place)
    {
        this[Counter.Quarantined]++;
        AddQuarantined(reason, 1, [place]);
    }

    /// <summary>Adds what comes behind.</summary>
    public void Add(ContentTally later)
    {
        for (var i = 0; i < _counters.Length; i++) _counters[i] += later._counters[i];
        for (var i = 0; i < Formats.Length; i++)
        {
            Formats[i] += later.Formats[i];
            Evidence[i] ??= later.Evidence[i];
        }

        Columns.Add(later.Columns);
        AddCounts(TurnFields, later.TurnFields);
        AddCounts(Scripts, later.Scripts);
        AddCounts(Languages, later.Languages);
        AddCounts(PersonalData, later.PersonalData);
        Repairs.AddRange(later.Repairs.Take(MaxPlaces - Repairs.Count));
        foreach (var (reason, (count, places)) in later.Quarantined) AddQuarantined(reason, count, places);
    }

    private static void AddCounts(SortedDictionary<string, long> counts, SortedDictionary<string, long> later)
    {
        foreach (var (word, count) in later) counts[word] = counts.GetValueOrDefault(word) + count;
    }

    private void AddQuarantined(string reason, long count, IEnumerable<QuarantinePlace> places)
    {
        var (known, first) = Quarantined.GetValueOrDefault(reason, (0, []));
        first.AddRange(places.Take(MaxPlaces - first.Count));
        Quarantined[reason] = (known + count, first);
    }
}
