using Cuvee.Dedup;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tests.Dedup;

public sealed class ExactDeduplicationTests
{
    private static readonly Hash128 A = new(1, 10);
    private static readonly Hash128 B = new(2, 20);

    [Fact]
    public void The_first_of_equal_records_is_kept() =>
        Assert.Equal([0, 1, 0, 1, 0], Decide(KeepRule.First, false, Fact(A), Fact(B), Fact(A), Fact(B), Fact(A)));

    [Fact]
    public void An_empty_key_equals_nothing() =>
        Assert.Equal([0, 1, 2], Decide(KeepRule.First, false, Fact(default), Fact(default), Fact(A)));

    [Fact]
    public void The_longest_is_kept_and_ties_go_to_the_first() =>
        Assert.Equal([2, 1, 2, 2, 4], Decide(KeepRule.Longest, false, Fact(A, bytes: 5), Fact(B), Fact(A, bytes: 9), Fact(A, bytes: 9), Fact(default)));

    [Fact]
    public void The_best_score_is_kept_and_no_score_is_the_worst() =>
        Assert.Equal([2, 2, 2, 2, 4, 4], Decide(
            KeepRule.BestScore, false, Fact(A, score: double.NaN), Fact(A, score: 0.2), Fact(A, score: 0.9), Fact(A, score: 0.9), Fact(B, score: double.NaN), Fact(B, score: double.NaN)));

    [Fact]
    public void Conflicts_are_kept_on_request_and_their_own_duplicates_are_not() =>
        Assert.Equal([0, 1, 0, 1], Decide(KeepRule.First, true, Fact(A, answer: 1), Fact(A, answer: 2), Fact(A, answer: 1), Fact(A, answer: 2)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void Many_random_keys_group_as_a_dictionary_does(int threads)
    {
        var random = new Random(3);
        var keys = Enumerable.Range(0, 5000).Select(_ => new Hash128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64())).ToArray();
        var facts = Enumerable.Range(0, 20_000).Select(_ => Fact(keys[random.Next(keys.Length)])).ToArray();
        var first = new Dictionary<Hash128, int>();
        var expected = facts.Select((fact, i) => first.TryAdd(fact.Key, i) ? i : first[fact.Key]).ToArray();
        Assert.Equal(expected, ExactDeduplication.Decide(facts, KeepRule.First, keepsConflicts: false, threads));
    }

    private static DedupFact Fact(Hash128 key, ulong answer = 0, double score = double.NaN, int bytes = 1) => new(key, answer, score, bytes);

    private static int[] Decide(KeepRule keep, bool keepsConflicts, params DedupFact[] facts) => ExactDeduplication.Decide(facts, keep, keepsConflicts, threads: 1);
}
