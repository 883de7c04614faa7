using System.Collections.Immutable;
using Cuvee.Filter;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Inspect;

/// <summary>The measuring filters that need no parameter, with their defaults.</summary>
internal static class QualityMeasures
{
    public static readonly ImmutableArray<(string Name, MeasuringFilter Filter)> Filters =
    [
        .. ((FilterOperator[])
        [
            WordsFilter.Operator,
            SentencesFilter.Operator,
            ShortAnswerFilter.Operator,
            EchoFilter.Operator,
            TruncatedFilter.Operator,
            RepetitionFilter.Operator,
            SymbolsFilter.Operator,
            CodeFencesFilter.Operator,
            SpecialTokensFilter.Operator,
            PlaceholderFilter.Operator,
            RefusalFilter.Operator,
            BoilerplateFilter.Operator,
            LanguageMismatchFilter.Operator,
        ]).Select(known => (known.Name, (MeasuringFilter)FilterCall.Parse(known.Name).Filter)),
    ];

    /// <summary>Numbers measured of a record.</summary>
    public static int Count { get; } = Filters.Sum(entry => entry.Filter.Limits.Length);

    /// <summary>Adds all numbers of a record, filter by filter.</summary>
    public static void Add(Record record, List<double> values)
    {
        Span<double> measured = stackalloc double[Count];
        var start = 0;
        foreach (var (_, filter) in Filters)
        {
            filter.Measure(record, measured.Slice(start, filter.Limits.Length));
            start += filter.Limits.Length;
        }

        values.AddRange(measured);
    }
}
