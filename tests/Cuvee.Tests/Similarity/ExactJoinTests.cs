using Cuvee.Similarity;

namespace Cuvee.Tests.Similarity;

public sealed class ExactJoinTests
{
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.7, 2)]
    [InlineData(0.8, 7)]
    [InlineData(0.95, 1)]
    [InlineData(1.0, 2)]
    public void It_equals_comparing_all_with_all(double similarity, int threads)
    {
        var records = new TextRecords(TextRecords.Corpus(1500, seed: 7), 2, 1);
        var parts = Enumerable.Range(0, records.Count).Select(position => (position * 7 % 10) switch { 0 => 1, 1 => 2, 2 when position % 3 == 0 => -1, _ => 5 }).ToArray();
        var expected = BruteForce(records.Sets(), parts, 5, similarity, Math.Min(0.5, similarity));
        Assert.True(expected.PairCount > 20);
        foreach (var maxShingles in (int[])[int.MaxValue, 3000, 300, 1])
        {
            var result = ExactJoin.Run(() => records, position => parts[position], new JoinOptions { Similarity = similarity, Threads = threads, MaxIndexBytes = (long)maxShingles * JoinOptions.BytesPerShingle });
            AssertEqual(expected, result);
        }
    }

    [Fact]
    public void A_floor_of_its_own_finds_neighbours_that_are_no_pairs()
    {
        var records = new TextRecords(TextRecords.Corpus(800, seed: 3), 1, 1);
        var parts = Enumerable.Range(0, records.Count).Select(position => position % 4 == 0 ? 0 : 1).ToArray();
        var result = ExactJoin.Run(() => records, position => parts[position], new JoinOptions { Similarity = 0.9, Floor = 0.05 });
        AssertEqual(BruteForce(records.Sets(), parts, 1, 0.9, 0.05), result);
        Assert.Contains(result.Neighbours, neighbour => neighbour.Similarity is > 0.05 and < 0.5);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.8)]
    [InlineData(1.0)]
    public void Words_that_repeat_count_once(double similarity)
    {
        var random = new Random(11);
        var texts = new List<string>();
        for (var i = 0; i < 400; i++)
        {
            // Of few words, a few times or hundreds of times, and what no other record has is repeated too
            var words = Enumerable.Range(0, random.Next(1, 8)).Select(_ => "w" + random.Next(7)).Concat(Enumerable.Range(0, random.Next(3)).Select(own => $"own{i}x{own}")).ToArray();
            texts.Add(string.Join(' ', Enumerable.Range(0, random.Next(1, 400)).Select(_ => words[random.Next(words.Length)])));
        }

        var records = new TextRecords(texts, 1, 1);
        var parts = Enumerable.Range(0, records.Count).Select(position => position % 5 == 0 ? 1 + (position % 2) : 0).ToArray();
        var expected = BruteForce(records.Sets(), parts, 0, similarity, Math.Min(0.3, similarity));
        Assert.True(expected.PairCount > 0);
        AssertEqual(expected, ExactJoin.Run(() => records, position => parts[position], new JoinOptions { Similarity = similarity, Floor = Math.Min(0.3, similarity) }));
    }

    [Fact]
    public void Where_all_share_a_template_neighbours_are_looked_for_among_some_and_pairs_among_all()
    {
        // Half of the words are one template: two texts share 30 of 90 words, but for the two pairs
        string Text(int i) => string.Join(' ', Enumerable.Range(0, 30).Select(word => $"t{word}").Concat(Enumerable.Range(0, 30).Select(word => $"own{i}x{word}")));
        var texts = Enumerable.Range(0, 600).Select(Text).ToList();
        texts[590] = texts[10] + " x";
        texts[591] = texts[500] + " x";
        var records = new TextRecords(texts, 1, 1);
        var options = new JoinOptions { Similarity = 0.8, Floor = 0.3, NeighbourCandidates = 5 };

        var result = ExactJoin.Run(() => records, position => position >= 500 ? 1 : 0, options);

        Assert.Equal((0, 1L), (result.MainPart, result.PairCount));
        Assert.Equal(new JoinPair(10, 590, 60.0 / 61), Assert.Single(result.Pairs));
        Assert.InRange(result.Neighbours.Count(neighbour => neighbour.Nearest >= 0), 2, 99);
        Assert.All(result.Neighbours.Where(neighbour => neighbour.Nearest >= 0 && neighbour.Position != 590), neighbour => Assert.Equal(30.0 / 90, neighbour.Similarity, 0.01));
    }

    [Fact]
    public void Identical_records_on_both_sides_are_counted_by_multiplication()
    {
        var records = new TextRecords([.. Enumerable.Repeat("eins zwei drei vier fünf", 33_000)], 2, 1);
        var result = ExactJoin.Run(
            () => records,
            position => position < 30_000 ? 0 : 1 + (position % 2),
            new JoinOptions { Similarity = 0.8, ListedPairs = 3, MaxIndexBytes = (long)4 * JoinOptions.BytesPerShingle });
        Assert.Equal((0, (30_000L * 3000) + (1500L * 1500)), (result.MainPart, result.PairCount));
        Assert.Equal([new JoinPair(0, 30_000, 1), new JoinPair(0, 30_001, 1), new JoinPair(0, 30_002, 1)], result.Pairs);
        Assert.Equal(Enumerable.Range(30_000, 3000).Select(position => new JoinNeighbour(position, 0, 1)), result.Neighbours);
    }

    [Theory]
    [InlineData(0.6, 1)]
    [InlineData(0.600001, 0)]
    public void The_threshold_itself_is_enough(double similarity, long pairs)
    {
        // 3 of 5 words are shared
        var records = new TextRecords(["a b c d", "b c d e"], 1, 1);
        var result = ExactJoin.Run(() => records, position => position, new JoinOptions { Similarity = similarity });
        Assert.Equal((0, pairs), (result.MainPart, result.PairCount));
        Assert.Equal([new JoinNeighbour(1, 0, 0.6)], result.Neighbours);
    }

    [Fact]
    public void Nothing_is_similar_without_a_second_part_or_without_words()
    {
        var options = new JoinOptions { Similarity = 0.5 };
        var none = ExactJoin.Run(() => new TextRecords([], 5, 1), _ => 0, options);
        Assert.Equal((-1, 0L, 0, 0), (none.MainPart, none.PairCount, none.Pairs.Length, none.Neighbours.Length));
        var one = ExactJoin.Run(() => new TextRecords(["a b", "a b"], 5, 1), _ => 3, options);
        Assert.Equal((3, 0L, 0, 0), (one.MainPart, one.PairCount, one.Pairs.Length, one.Neighbours.Length));
        var empty = ExactJoin.Run(() => new TextRecords(["", " ", ""], 5, 1), position => position % 2, options);
        Assert.Equal((0, 0L), (empty.MainPart, empty.PairCount));
        Assert.Equal([new JoinNeighbour(1, -1, 0)], empty.Neighbours);
    }

    private static void AssertEqual(JoinResult expected, JoinResult result)
    {
        Assert.Equal((expected.MainPart, expected.PairCount), (result.MainPart, result.PairCount));
        Assert.Equal(expected.Pairs, result.Pairs);
        Assert.Equal(expected.Neighbours, result.Neighbours);
    }

    private static JoinResult BruteForce(ulong[][] sets, int[] parts, int main, double similarity, double floor)
    {
        var pairs = new List<JoinPair>();
        var neighbours = Enumerable.Range(0, sets.Length).Where(position => parts[position] >= 0 && parts[position] != main).ToDictionary(position => position, position => new JoinNeighbour(position, -1, 0));
        for (var left = 0; left < sets.Length; left++)
        {
            for (var right = 0; right < left; right++)
            {
                if (parts[left] == parts[right] || parts[left] < 0 || parts[right] < 0) continue;
                var found = ShingleSet.Jaccard(sets[left], sets[right]);
                var (position, other) = parts[right] == main ? (right, left) : (left, right);
                if (found >= similarity) pairs.Add(new JoinPair(position, other, found));
                if (parts[position] != main || found < floor) continue;
                var best = neighbours[other];
                if (found > best.Similarity || (found == best.Similarity && position < best.Nearest)) neighbours[other] = new JoinNeighbour(other, position, found);
            }
        }

        return new JoinResult(main, pairs.Count, [.. pairs.OrderBy(pair => pair.Position).ThenBy(pair => pair.Other).Take(100)], [.. neighbours.Values.OrderBy(neighbour => neighbour.Position)]);
    }
}
