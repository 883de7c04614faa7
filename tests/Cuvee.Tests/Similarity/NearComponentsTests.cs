using System.Text;
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
        var records = new TextRecords(TextRecords.Corpus(1500, seed: 5), 2, banding.Hashes);
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

        Assert.True(similar > 90);
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

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(1, 4)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(2, 4)]
    public void A_candidate_that_agrees_better_takes_the_place_of_an_earlier_one(int candidateLimit, int batchRecords)
    {
        // Record 3 is similar to 1, but agrees better with 2, which comes later than 1 and is not similar
        string[] texts = ["x", "a b c d e", "y", "a b c d f"];
        uint[][] signatures = [[1, 1, 1], [2, 9, 9], [8, 3, 4], [2, 3, 4]];
        var records = new Signed(texts, signatures);
        var components = new Components(texts.Length);
        var options = new NearOptions { Similarity = 0.5, Banding = new Banding(0.5, 3, 1), CandidateLimit = candidateLimit, BatchRecords = batchRecords };
        Assert.Equal((2L, candidateLimit == 1 ? 1 : 0), NearComponents.Join(() => records, options, components));
        Assert.Equal(candidateLimit == 1 ? [0, 1, 2, 3] : [0, 1, 2, 1], components.Representatives());
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

    /// <summary>Texts whose signatures are made up.</summary>
    private sealed class Signed(string[] texts, uint[][] signatures) : INearRecords
    {
        public int Count => texts.Length;

        public void Signature(int position, Span<uint> signature) => signatures[position].CopyTo(signature);

        public void Shingles(int position, ShingleSet target) => target.Set(Encoding.UTF8.GetBytes(texts[position]), 1);
    }
}
