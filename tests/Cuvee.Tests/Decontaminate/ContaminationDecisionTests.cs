using System.Collections.Immutable;
using System.Globalization;
using Cuvee.Decontaminate;
using Cuvee.Model;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Decontaminate;

public sealed class ContaminationDecisionTests
{
    [Theory]
    [InlineData(26, 13, true)]
    [InlineData(27, 13, false)] // 13 of 27 words are less than half
    [InlineData(24, 12, false)] // half, but 12 words are too few
    [InlineData(12, 12, true)] // all of a short question
    [InlineData(120, 50, true)] // one long run
    [InlineData(120, 49, false)]
    public void A_question_is_found_from_a_share_on(int words, int shared, bool isFound) =>
        Assert.Equal(isFound, Decide(Question(Words(0, words)), Words(0, shared)).Matches.Length == 1);

    [Theory]
    [InlineData(20, 16, true)]
    [InlineData(20, 15, false)]
    [InlineData(13, 13, true)]
    [InlineData(12, 12, false)]
    public void An_answer_needs_more(int words, int shared, bool isFound) =>
        Assert.Equal(isFound, Decide([new BenchmarkText(PartKind.Answer, Utf8.Of(Words(0, words)))], Words(0, shared)).Matches.Length == 1);

    [Theory]
    [InlineData(PartKind.Question, 6, true)]
    [InlineData(PartKind.Question, 5, false)]
    [InlineData(PartKind.Passage, 7, true)]
    [InlineData(PartKind.Answer, 7, false)]
    public void Short_texts_are_searched_for_whole(PartKind kind, int words, bool isFound)
    {
        var decision = Decide([new BenchmarkText(kind, Utf8.Of(Words(0, words)))], "before " + Words(0, words) + " behind");
        Assert.Equal(isFound ? (1, words, 1.0) : (0, 0, 0.0), decision.Matches is [var match] ? (1, match.Longest, match.Share) : (0, 0, 0.0));
    }

    [Theory]
    [InlineData(PartKind.Answer, PartKind.Question, 13, PartKind.Question)]
    [InlineData(PartKind.Question, PartKind.Answer, 13, PartKind.Question)]
    [InlineData(PartKind.Answer, PartKind.Passage, 13, PartKind.Passage)]
    [InlineData(PartKind.Answer, PartKind.Question, 12, null)]
    public void A_text_that_is_a_question_and_an_answer_is_judged_as_both(PartKind first, PartKind second, int shared, PartKind? found)
    {
        var text = Utf8.Of(Words(0, 20));
        Assert.Equal(found, Decide([new BenchmarkText(first, text), new BenchmarkText(second, text)], Words(0, shared)).Matches.SingleOrDefault()?.Kind);
    }

    [Fact]
    public void Short_answers_match_nothing() => Assert.Empty(Decide([new BenchmarkText(PartKind.Answer, Utf8.Of("42"))], "42").Matches);

    [Fact]
    public void A_match_may_span_turns()
    {
        var match = Assert.Single(Decide(Question(Words(0, 20)), Words(0, 9), Words(9, 11)).Matches);
        Assert.Equal((20, 1.0), (match.Longest, match.Share));
    }

    [Fact]
    public void A_gap_ends_a_run_and_not_the_share()
    {
        var match = Assert.Single(Decide(Question(Words(0, 20)), $"{Words(0, 10)} other {Words(10, 10)}").Matches);
        Assert.Equal((10, 1.0), (match.Longest, match.Share));
    }

    [Fact]
    public void Equal_texts_count_once_and_different_ones_make_an_ngram_frequent()
    {
        var set = Set(Question(Words(0, 20)));
        var rule = new ContaminationRule { FrequentRecords = 3, FrequentShare = 0.5m };
        Assert.Equal((6, 0, 0), Counts(set, rule, Enumerable.Repeat(Words(0, 20), 6)));
        Assert.Equal((3, 0, 0), Counts(set, rule, Enumerable.Range(0, 3).Select(i => Words(0, 20) + " end" + i)));
        Assert.Equal((0, 13, 4), Counts(set, rule, Enumerable.Range(0, 4).Select(i => Words(0, 20) + " end" + i)));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void What_many_items_share_does_not_count(int items, bool isFound)
    {
        var template = Words(0, 14);
        var set = Set([.. Enumerable.Range(0, items).Select(i => Question($"{template} w{i}"))]);
        Assert.Equal(isFound, ContaminationDecision.Decide(set, new ContaminationRule(), Observe(set, template), []).Matches.Length > 0);
    }

    [Fact]
    public void Allowed_texts_never_count()
    {
        var set = Set(Question(Words(0, 20)));
        var observations = Observe(set, Words(0, 20));
        Assert.Single(ContaminationDecision.Decide(set, new ContaminationRule(), observations, [Utf8.Of(Words(0, 12))]).Matches);
        Assert.Empty(ContaminationDecision.Decide(set, new ContaminationRule(), observations, [Utf8.Of(Words(0, 20))]).Matches);
    }

    [Fact]
    public void Rejected_turns_thoughts_and_calls_are_searched()
    {
        var set = Set(Question(Words(0, 20)));
        var text = Utf8.Of(Words(0, 20));
        var arguments = System.Text.Json.JsonSerializer.Serialize(new { text = Words(0, 20).Replace(' ', '\n') });
        var call = Utf8.Of(System.Text.Json.JsonSerializer.Serialize(new[] { new { function = new { name = "write", arguments } } }));
        var observations = new Observations();
        var observer = new Observer(set);
        observer.Observe(RecordOf() with { Rejected = [new Turn(Role.Assistant, text)] }, observations);
        observer.Observe(RecordOf() with { Turns = [new Turn(Role.Assistant, default, Thinking: text)] }, observations);
        observer.Observe(RecordOf() with { Turns = [new Turn(Role.Assistant, default, ToolCalls: call)] }, observations);
        Assert.Equal([0, 1, 2], ContaminationDecision.Decide(set, new ContaminationRule(), observations, []).Matches.Select(match => match.Record));
    }

    [Fact]
    public void Observations_of_blocks_are_those_of_all()
    {
        var set = Set(Question(Words(0, 20)), Question(Words(30, 20)));
        var blocks = new Observations();
        foreach (var text in (string[])["nothing", Words(0, 20), "x " + Words(30, 20)]) blocks.Append(Observe(set, text));
        Assert.Equal(["1 1", "2 2"], ContaminationDecision.Decide(set, new ContaminationRule(), blocks, []).Matches.Select(match => $"{match.Record} {match.Item}"));
    }

    [Fact]
    public void Items_are_found_in_giant_texts()
    {
        var set = Set(Question(string.Join(' ', Enumerable.Repeat("a", 2000))), Question(Words(0, 40)));
        var filler = string.Concat(Enumerable.Range(0, 1_200_000).Select(i => (i % 1000).ToString(CultureInfo.InvariantCulture) + "-lorem "));
        var observations = Observe(set, string.Concat(Enumerable.Repeat("a ", 500_000)), filler + Words(0, 40) + filler);
        Assert.Equal(["0 1", "1 2"], ContaminationDecision.Decide(set, new ContaminationRule(), observations, []).Matches.Select(match => $"{match.Record} {match.Item}"));
    }

    private static (int Matches, int Frequent, int Spared) Counts(BenchmarkSet set, ContaminationRule rule, IEnumerable<string> texts)
    {
        var decision = ContaminationDecision.Decide(set, rule, Observe(set, [.. texts]), []);
        return (decision.Matches.Length, decision.Frequent.Length, decision.Spared);
    }

    private static ContaminationDecision Decide(ImmutableArray<BenchmarkText> parts, params string[] turns)
    {
        var set = Set(parts);
        var observations = new Observations();
        new Observer(set).Observe(RecordOf(turns), observations);
        return ContaminationDecision.Decide(set, new ContaminationRule(), observations, []);
    }

    private static Observations Observe(BenchmarkSet set, params string[] records)
    {
        var observations = new Observations();
        var observer = new Observer(set);
        foreach (var text in records) observer.Observe(RecordOf(text), observations);
        return observations;
    }

    private static BenchmarkSet Set(params ImmutableArray<BenchmarkText>[] items) =>
        BenchmarkSet.Of([new Benchmark("b", "", "b.jsonl", "", [.. items.Select((parts, i) => new BenchmarkItem($"{i + 1}", parts))], [])], 8);

    private static ImmutableArray<BenchmarkText> Question(string text) => [new BenchmarkText(PartKind.Question, Utf8.Of(text))];

    private static Record RecordOf(params string[] turns) => new()
    {
        Origin = default,
        Format = RecordFormat.Messages,
        Turns = [.. turns.Select((text, i) => new Turn(i % 2 == 0 ? Role.User : Role.Assistant, Utf8.Of(text)))],
        Raw = null!,
    };

    /// <summary>So many different words.</summary>
    private static string Words(int first, int count) => string.Join(' ', Enumerable.Range(first, count).Select(i => $"word{i}"));
}
