using Cuvee.Similarity;
using Cuvee.Split;

namespace Cuvee.Tests.Similarity;

public sealed class NearComponentsTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void It_joins_what_is_similar_and_nothing_else(double similarity)
    {
        var banding = Banding.For(similarity);
        var records = new TextRecords(TextRecords.Corpus(2500, seed: 5), 2, banding.Hashes);
        var sets = records.Sets();
        var exact = new Components(sets.Length);
        var found = new Components(sets.Length);
        _ = NearComponents.Join(() => records, new NearOptions { Similarity = similarity, Banding = banding, Threads = 2 }, found);
        var (similar, missed) = (0, 0);
        for (var left = 0; left < sets.Length; left++)
        {
            for (var right = 0; right < left; right++)
            {
                if (ShingleSet.Jaccard(sets[left], sets[right]) < similarity) continue;
                exact.Join(left, right);
                similar++;
                if (found.Find(left) != found.Find(right)) missed++;
            }
        }

        Assert.True(similar > 500);
        Assert.True(missed <= Math.Ceiling((1 - banding.Recall) * similar), $"{missed} of {similar} are missed");
        Assert.All(Enumerable.Range(0, sets.Length), position => Assert.Equal(exact.Find(position), exact.Find(found.Find(position))));
    }

    [Theory]
    [InlineData(0.5, 256)]
    [InlineData(0.5, 2)]
    [InlineData(0.8, 4)]
    public void Neither_threads_nor_batches_change_the_components(double similarity, int candidateLimit)
    {
        var banding = Banding.For(similarity);
        var records = new TextRecords(TextRecords.Corpus(3000, seed: 6), 2, banding.Hashes);
        var options = new NearOptions { Similarity = similarity, Banding = banding, CandidateLimit = candidateLimit };
        var expected = Join(records, options);
        Assert.True(candidateLimit == 256 || expected.Unverified > 0);
        foreach (var (threads, batch) in ((int, int)[])[(1, 1), (2, 100), (7, 97), (2, 8192)])
        {
            var result = Join(records, options with { Threads = threads, BatchRecords = batch });
            Assert.Equal(expected.Representatives, result.Representatives);
            Assert.Equal((expected.Candidates, expected.Unverified), (result.Candidates, result.Unverified));
        }
    }

    [Fact]
    public void What_was_joined_before_stays_joined_and_copies_stay_out_of_the_buckets()
    {
        var banding = Banding.For(0.8);
        var records = new TextRecords([.. Enumerable.Range(0, 30_000).Select(position => position == 29_000 ? "etwas ganz anderes" : "immer derselbe Satz")], 2, banding.Hashes);
        var components = new Components(records.Count);
        for (var position = 1; position < 20_000; position++) components.Join(0, position);
        var counts = NearComponents.Join(() => records, new NearOptions { Similarity = 0.8, Banding = banding, Threads = 2 }, components);
        Assert.Equal((29_998L, 0), counts);
        Assert.Equal(Enumerable.Range(0, records.Count).Select(position => position == 29_000 ? position : 0), components.Representatives());
    }

    [Fact]
    public void Groups_stay_apart_and_empty_records_alone()
    {
        var banding = Banding.For(0.8);
        var records = new TextRecords(["a b", "a b", "a b", "a b", "", ""], 1, banding.Hashes);
        var components = new Components(records.Count);
        _ = NearComponents.Join(() => records, new NearOptions { Similarity = 0.8, Banding = banding }, components, position => position < 3 ? position / 2 : position == 3 ? -1 : 0);
        Assert.Equal([0, 0, 2, 3, 4, 5], components.Representatives());
    }

    private static (int[] Representatives, long Candidates, int Unverified) Join(TextRecords records, NearOptions options)
    {
        var components = new Components(records.Count);
        // Every third is with its neighbour from the start
        for (var position = 3; position < records.Count; position += 3) components.Join(position, position - 1);
        var (candidates, unverified) = NearComponents.Join(() => records, options, components, position => position % 17 == 0 ? -1 : 0);
        return (components.Representatives(), candidates, unverified);
    }
}
