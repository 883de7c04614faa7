namespace Cuvee.Decontaminate;

/// <summary>
/// When a record holds too much of a benchmark item. A part of an item is found in a record when its shared n-grams cover enough of it, or when one run of
/// words is long enough by itself.
/// </summary>
public sealed record ContaminationRule
{
    /// <summary>
    /// Words of an n-gram: 8, as PaLM (Chowdhery et al. 2022, section 8) and Tülu 3 (Lambert et al. 2024, section 3.2) take. GPT-3 (Brown et al. 2020, appendix
    /// C) took the 5th percentile of a benchmark's item lengths, at least 8 on tasks that are not synthetic and at most 13, and one hit was enough; where
    /// shares are measured the smaller n sees edited copies, and chance hits cost nothing.
    /// </summary>
    public int WordsPerNgram { get; init; } = 8;

    /// <summary>
    /// The covered share of a question or passage from which it is found: 0.5, as in Tülu 3 (more than half of a test prompt's tokens). PaLM took 0.7 of
    /// the n-grams, but one changed word in eight loses all of them.
    /// </summary>
    public decimal Share { get; init; } = 0.5m;

    /// <summary>
    /// The same of an answer: 0.8, from which Llama 2 (Touvron et al. 2023, appendix A.6) calls a sample of an evaluation dirty, measured in tokens. Answers are made of idioms: of
    /// 2,017 coding records, 5 share half of a HumanEval solution (the loop that finds primes, the table of Roman numerals) and none is a copy.
    /// </summary>
    public decimal AnswerShare { get; init; } = 0.8m;

    /// <summary>
    /// Words that must be covered, whatever the share, or all words of a shorter question or passage: 13, the largest n of GPT-3. An answer needs so many in
    /// one run.
    /// </summary>
    public int MinimumWords { get; init; } = 13;

    /// <summary>
    /// Words of one run that are enough whatever the share: 50, of the order of the substrings of 50 BPE tokens (about 37 words) that Lee et al. 2021
    /// (Deduplicating Training Data Makes Language Models Better) remove, a length that they chose on the safe side from the distribution of match lengths.
    /// Equal to <see cref="WordsPerNgram"/>, any shared n-gram is enough, as for GPT-3.
    /// </summary>
    public int Longest { get; init; } = 50;

    /// <summary>
    /// An n-gram that more texts of the corpus hold than this share of its records does not count: template, boilerplate or famous quote. 1 in 1,000: a copied
    /// item is rarer in any mix, a phrase that every thousandth record has says nothing about where it is from.
    /// </summary>
    public decimal FrequentShare { get; init; } = 0.001m;

    /// <summary>So many texts are never frequent, however small the corpus: 100, so that a corpus of answers to one benchmark does not discount it.</summary>
    public int FrequentRecords { get; init; } = 100;

    /// <summary>
    /// An n-gram in more items of one benchmark than this does not count: 3. Of the 8-grams of HumanEval's tests those in more are the boilerplate around the
    /// assertions; of GSM8K's questions, how one asks ("how much money does she have left").
    /// </summary>
    public int MaxItems { get; init; } = 3;

    /// <summary>How many texts may hold an n-gram before it is frequent.</summary>
    public long FrequentFrom(long records) => Math.Max(FrequentRecords, (long)(FrequentShare * records));

    /// <summary>Whether a part with these measures is found.</summary>
    public bool Holds(PartKind kind, int words, int covered, int longest) =>
        longest >= Longest || HoldsByShare(kind, words, covered, longest);

    /// <summary>Whether a part is found for the covered share alone, however long the longest run may be. Exact: 7 % of 200 words are 14.</summary>
    public bool HoldsByShare(PartKind kind, int words, int covered, int longest) => kind == PartKind.Answer
        ? longest >= MinimumWords && covered >= AnswerShare * words
        : covered >= Math.Min(MinimumWords, words) && covered >= Share * words;
}
