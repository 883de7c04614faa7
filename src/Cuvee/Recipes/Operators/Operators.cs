using System.Collections.Immutable;
using Cuvee.Filter;

namespace Cuvee.Recipes;

/// <summary>The one table of all operators. A new operator is a file of its own and a line here.</summary>
public static class Operators
{
    /// <summary>In the order of the reference page.</summary>
    public static readonly ImmutableArray<FilterOperator> Filters =
    [
        ScoreFilter.Operator,
        NoToolsFilter.Operator,
        NoImagesFilter.Operator,
        LastTurnFilter.Operator,
        TurnsFilter.Operator,
        LengthFilter.Operator,
        TokensFilter.Operator,
        HasAnswerFilter.Operator,
        FieldFilter.Operator,
        LanguageFilter.Operator,
        FastTextFilter.Operator,
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
        WordlistFilter.Operator,
        LanguageMismatchFilter.Operator,
    ];

    /// <summary>In the order of operations, filters aside, which come first.</summary>
    public static ImmutableArray<Operator> All => [.. Filters, .. TextOperators.Normalizers, TextOperators.Pii, TextOperators.Decontaminate, .. Dedup.DedupOperators.All];

    /// <summary>The filter of that name, or null.</summary>
    public static FilterOperator? FindFilter(string name) => Filters.FirstOrDefault(filter => filter.Name == name);
}
