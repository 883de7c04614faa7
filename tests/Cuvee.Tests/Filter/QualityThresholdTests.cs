using Cuvee.Filter;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tests.Filter;

/// <summary>Each limit of the quality filters, from both sides.</summary>
public sealed class QualityThresholdTests
{
    private const string TenWords = "one two three four five six seven eight nine ten";

    [Theory]
    [InlineData("words", "", "words_low")]
    [InlineData("words", "x", null)]
    [InlineData("words", "是", null)]
    [InlineData("{ words: { min: 10, max: 10 } }", TenWords, null)]
    [InlineData("{ words: { min: 11 } }", TenWords, "words_low")]
    [InlineData("{ words: { max: 9 } }", TenWords, "words_high")]
    [InlineData("{ words: { max_mean_length: 3.9 } }", TenWords, null)] // 39 letters
    [InlineData("{ words: { max_mean_length: 3.8 } }", TenWords, "word_length")]
    [InlineData("{ words: { max_mean_length: 3.8, min_words: 11 } }", TenWords, null)]
    [InlineData("sentences", " \n", "sentences_low")]
    [InlineData("sentences", "One", null)]
    [InlineData("{ sentences: { min: 2, max: 2 } }", "One. Two", null)]
    [InlineData("{ sentences: { min: 3 } }", "One. Two", "sentences_low")]
    [InlineData("{ sentences: { max: 1 } }", "一。二", "sentences_high")]
    [InlineData("{ sentences: { max: 1 } }", "Version 1.2 costs 3.50 euros.", null)]
    [InlineData("code_fences", "```\nx\n```", null)]
    [InlineData("code_fences", "```\nx\n``", "unbalanced_fence")]
    [InlineData("special_tokens", "a <|end|> b", "special_token")]
    [InlineData("special_tokens", "a <| end of it |> b", "special_token")]
    [InlineData("special_tokens", "a <|(x)|> b", null)]
    [InlineData("special_tokens", "`<|end|>`", "special_token")]
    [InlineData("{ special_tokens: { allow_in_code: true } }", "`<|end|>`", null)]
    [InlineData("{ special_tokens: { allow_in_code: true } }", "`x` <|end|>", "special_token")]
    [InlineData("placeholder", "by [Your Name]", "placeholder")]
    [InlineData("placeholder", "by [Your Name](x)", null)]
    [InlineData("placeholder", "by [Your Fame]", null)]
    [InlineData("placeholder", "row['date']", null)]
    [InlineData("placeholder", "row[date]", null)]
    [InlineData("placeholder", "on [date]", "placeholder")]
    [InlineData("placeholder", "<address>", null)]
    [InlineData("placeholder", "<your address>", "placeholder")]
    [InlineData("placeholder", "`{{name}}`", null)]
    [InlineData("{ placeholder: { allow_in_code: false } }", "`{{name}}`", "placeholder")]
    [InlineData("placeholder", "TODO", "placeholder")]
    [InlineData("placeholder", "TODO list", null)]
    [InlineData("refusal", "I can't help with that.", "refusal")]
    [InlineData("refusal", "I can’t help with that.", "refusal")]
    [InlineData("refusal", "I can help with that.", null)]
    [InlineData("refusal", "It says: I can't help with that.", null)]
    [InlineData("boilerplate", "As an AI, I am new.", "boilerplate")]
    [InlineData("boilerplate", "As an AI lab, we are new.", null)]
    [InlineData("{ wordlist: { words: [heck of a] } }", "A HECK, of\na day", "listed_word")]
    [InlineData("{ wordlist: { words: [heck of a] } }", "a heck of day", null)]
    [InlineData("{ wordlist: { words: [heck], max: 1 } }", "heck", null)]
    [InlineData("{ wordlist: { words: [heck], max: 1 } }", "heck, heck", "listed_word")]
    [InlineData("{ wordlist: { words: [don’t] } }", "I don't", "listed_word")]
    public void JudgesAnAnswer(string filter, string answer, string? reason) => Assert.Equal(reason, Judge(filter, "Say it.", answer));

    [Theory]
    [InlineData("{ echo: { min_words: 10 } }", TenWords, TenWords, "echo")]
    [InlineData("{ echo: { min_words: 11 } }", TenWords, TenWords, null)]
    [InlineData("echo", TenWords, "ONE, two three four five six seven eight nine eleven", null)] // 0.9 is inside
    [InlineData("{ echo: { max_similarity: 0.89 } }", TenWords, "ONE, two three four five six seven eight nine eleven", "echo")]
    [InlineData("echo", TenWords, TenWords + " are the first numbers", null)]
    [InlineData("{ echo: { compare: start } }", TenWords, TenWords + " are the first numbers", "echo")]
    [InlineData("echo", TenWords, "", null)]
    [InlineData("{ short_answer: { prompt_words: 10 } }", TenWords, "two words", "short_answer")]
    [InlineData("{ short_answer: { prompt_words: 10 } }", TenWords, "now three words", null)]
    [InlineData("{ short_answer: { prompt_words: 11 } }", TenWords, "two words", null)]
    [InlineData("{ short_answer: { prompt_words: 10, min_ratio: 0.3 } }", TenWords, "now three words", null)]
    [InlineData("{ short_answer: { prompt_words: 10, min_ratio: 0.4 } }", TenWords, "now three words", "short_answer_ratio")]
    [InlineData("{ language_mismatch: { min_letters: 4 } }", "abcd", "абвг", "language_mismatch")]
    [InlineData("{ language_mismatch: { min_letters: 5 } }", "abcd", "абвг", null)]
    [InlineData("{ language_mismatch: { min_letters: 4 } }", "abcd", "абвг e", null)] // one letter of five
    [InlineData("{ language_mismatch: { min_letters: 4, min_share: 0.21 } }", "abcd", "абвг e", "language_mismatch")]
    [InlineData("{ language_mismatch: { min_letters: 4 } }", "ab абв", "abcde", null)] // the other way round
    public void JudgesAnExchange(string filter, string prompt, string answer, string? reason) => Assert.Equal(reason, Judge(filter, prompt, answer));

    [Fact]
    public void JudgesTheEnd()
    {
        const string closed = "This is a sentence about the harbour of the town";
        Assert.Null(Judge("truncated", "?", ""));
        Assert.Null(Judge("truncated", "?", closed));
        Assert.Equal("open_end", Judge("{ truncated: { min_characters: 48 } }", "?", closed));
        Assert.Null(Judge("{ truncated: { min_characters: 49 } }", "?", closed));
        Assert.Null(Judge("{ truncated: { min_characters: 48 } }", "?", closed + "."));
        Assert.Equal("open_bracket", Judge("truncated", "?", closed + " (and"));
        Assert.Null(Judge("truncated", "?", closed + " (and)"));
        Assert.Equal("open_quote", Judge("truncated", "?", closed + " \"and"));
        Assert.Equal("open_fence", Judge("truncated", "?", "```\nx"));
    }

    [Theory]
    [InlineData("hashes", "#x and #y and ", "a b c d ", 18)] // 2 of 20 words
    [InlineData("ellipses", "x... and y... and ", "a b c d ", 18)]
    public void JudgesSymbolsForEachWord(string reason, string symbols, string rest, int others)
    {
        var words = string.Concat(Enumerable.Repeat(rest, others / 4 + 1));
        var all = (symbols + words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string Text(int count) => string.Join(' ', all.Take(count));
        Assert.Null(Judge("{ symbols: { min_words: 1 } }", "?", Text(20)));
        Assert.Equal(reason, Judge("{ symbols: { min_words: 1 } }", "?", Text(19)));
        Assert.Null(Judge("{ symbols: { min_words: 20 } }", "?", Text(19)));
    }

    [Theory]
    [InlineData("{ symbols: { min_words: 1 } }", "- a\n- b\n- c", null)]
    [InlineData("{ symbols: { min_words: 1, bullet_lines: 0.9 } }", "- a\n- b\n- c", "bullet_lines")]
    [InlineData("{ symbols: { min_words: 1, bullet_lines: 0.75 } }", "- a\n- b\n- c\nd", null)]
    [InlineData("{ symbols: { min_words: 1 } }", "a b c d e f g h i\nj k l m n\no p q r s t...", "ellipsis_lines")]
    [InlineData("{ symbols: { min_words: 1 } }", "a b c d e f g h i j\nk l m n o p...", null)] // two lines
    [InlineData("{ symbols: { min_words: 1 } }", "a 1 2 3 4", null)]
    [InlineData("{ symbols: { min_words: 1 } }", "a 1 2 3 4 5", "letter_words")]
    [InlineData("{ symbols: { min_words: 1 } }", "# a\n## b\n### c", null)]
    public void JudgesLines(string filter, string answer, string? reason) => Assert.Equal(reason, Judge(filter, "?", answer));

    [Theory]
    [InlineData("repeated_lines", "a\nb\nc\nd\ne\nf\ng\nh\na\nb\nc", "lines", "0.27", "0.28")] // 3 of 11
    [InlineData("repeated_line_characters", "aaaa\nb\nc\naaaa", "line_characters", "0.39", "0.4")] // 4 of 10
    [InlineData("repeated_paragraphs", "a\n\nb\n\nc\n\na", "paragraphs", "0.24", "0.25")]
    [InlineData("repeated_paragraph_characters", "aaaa\n\nb\n\nc\n\naaaa", "paragraph_characters", "0.39", "0.4")]
    public void JudgesRepeats(string reason, string answer, string parameter, string below, string at)
    {
        const string others = "lines: 1, paragraphs: 1, line_characters: 1, paragraph_characters: 1, ";
        string Filter(string value) =>
            "{ repetition: { min_words: 2, top_ngrams: [1, 1, 1], repeated_ngrams: [1, 1, 1, 1, 1, 1], "
            + others.Replace($"{parameter}: 1, ", $"{parameter}: {value}, ", StringComparison.Ordinal) + "on: answer } }";
        Assert.Equal(reason, Judge(Filter(below), "?", answer));
        Assert.Null(Judge(Filter(at), "?", answer));
    }

    [Fact]
    public void JudgesPhrases()
    {
        // "aa bb" twice is 8 of 26 characters
        Assert.Equal("top_ngram", Judge("{ repetition: { min_words: 2, top_ngrams: [0.3, 1, 1] } }", "?", "aa bb cc aa bb dd ee ff gg hh ii jj kk"));
        Assert.Null(Judge("{ repetition: { min_words: 2, top_ngrams: [0.31, 1, 1] } }", "?", "aa bb cc aa bb dd ee ff gg hh ii jj kk"));
        Assert.Null(Judge("{ repetition: { min_words: 14, top_ngrams: [0.3, 1, 1] } }", "?", "aa bb cc aa bb dd ee ff gg hh ii jj kk"));
        const string five = "{ repetition: { min_words: 2, top_ngrams: [1, 1, 1], repeated_ngrams: [0.45, 1, 1, 1, 1, 1] } }";
        Assert.Equal("repeated_ngrams", Judge(five, "?", "aa bb cc dd ee aa bb cc dd ee")); // half
        Assert.Null(Judge(five, "?", "aa bb cc dd ee ff gg hh aa bb cc dd ee")); // 10 of 26
    }

    [Fact]
    public void TwoCharactersAreAWordWhereThereAreNoSpaces()
    {
        const string filter = "{ repetition: { min_words: 2, top_ngrams: [1, 1, 1], repeated_ngrams: [0.3, 1, 1, 1, 1, 1] } }";
        Assert.Null(Judge(filter, "?", "人口密度高，人口密度高")); // five characters
        Assert.Equal("repeated_ngrams", Judge(filter, "?", "城市的人口密度非常高，城市的人口密度非常高")); // ten
    }

    [Fact]
    public void KeepsRecordsWithoutAnAnswer() =>
        Assert.Equal([], QualityMeasures.Filters.Where(entry => entry.Filter.Judge(Sample.Of()).Drops).Select(entry => entry.Name).Except(["words", "sentences"], StringComparer.Ordinal));

    [Theory]
    [InlineData("{ repetition: { top_ngrams: [0.2] } }")]
    [InlineData("{ repetition: { repeated_ngrams: [0.2, 0.2, 0.2, 0.2, 0.2, 2] } }")]
    [InlineData("{ words: { min: 3, max: 2 } }")]
    [InlineData("wordlist")]
    public void RefusesWhatMakesNoSense(string filter) => Assert.ThrowsAny<CuveeException>(() => FilterCall.Parse(filter));

    private static string? Judge(string filter, string prompt, string answer) =>
        FilterCall.Parse(filter).Filter.Judge(Sample.Of(Sample.User(prompt), Sample.Assistant(answer))).Reason;
}
