namespace Cuvee.Decontaminate;

/// <summary>A part of a benchmark item that was found in a record.</summary>
/// <param name="Record">Index of the record, in the order of the observations.</param>
/// <param name="Benchmark">Name of the benchmark.</param>
/// <param name="Split">Its split, empty when nobody knows.</param>
/// <param name="Item">Name of the item.</param>
/// <param name="Kind">Which of its texts.</param>
/// <param name="Longest">The longest run of the record's words of which every n-gram is one of the part's, in words.</param>
/// <param name="Covered">How many of the part's words are covered by shared n-grams.</param>
/// <param name="Words">How many words the part has.</param>
public sealed record ContaminationMatch(int Record, string Benchmark, string Split, string Item, PartKind Kind, int Longest, int Covered, int Words)
{
    /// <summary>How much of the part is covered, 0 to 1.</summary>
    public double Share => (double)Covered / Words;

    /// <summary>Index of the part in its set.</summary>
    internal int Part { get; init; }

    /// <summary>The part as a word: question, answer or passage.</summary>
    public string PartName => Kind.ToString().ToLowerInvariant();
}
