using Cuvee.Dedup;
using Cuvee.Similarity;
using Cuvee.Tests.Similarity;

namespace Cuvee.Tests.Dedup;

public sealed class NearDeduplicationTests
{
    [Theory]
    [InlineData(0.5, 256)]
    [InlineData(0.7, 256)]
    [InlineData(0.8, 256)]
    [InlineData(0.95, 256)]
    [InlineData(0.5, 3)]
    [InlineData(0.8, 1)]
    public void It_equals_the_definition(double similarity, int candidateLimit)
    {
        var (records, options) = Corpus(1500, similarity, candidateLimit);
        var (order, group, reference) = Roles(records.Count);
        var expected = ByDefinition(records, order, group, reference, options);
        Assert.True(expected.Kept.Where((kept, position) => kept != position).Count() > 50);
        AssertEqual(expected, NearDeduplication.Decide(order, () => records, options, group, reference));
    }

    [Theory]
    [InlineData(0.6, 256)]
    [InlineData(0.6, 2)]
    [InlineData(0.9, 1)]
    public void Neither_threads_nor_batches_nor_segments_change_the_result(double similarity, int candidateLimit)
    {
        var (records, options) = Corpus(3000, similarity, candidateLimit);
        var (order, group, reference) = Roles(records.Count);
        var expected = NearDeduplication.Decide(order, () => records, options, group, reference);
        Assert.Equal(1, expected.Segments);
        Assert.True(candidateLimit == 256 || expected.Unverified > 0);
        var indexed = SharedBands.Among(order, group, () => records, options).Count(position => expected.Kept[position] == position);
        foreach (var (threads, batch, segments) in ((int, int, int)[])[(2, 100_000, 1), (7, 97, 1), (1, 1, 1), (2, 64, 3), (7, 8192, 10), (1, 500, 50)])
        {
            var varied = options with
            {
                Threads = threads,
                BatchRecords = batch,
                MaxIndexBytes = segments == 1 ? long.MaxValue : (long)indexed / segments * NearIndex.BytesPerRecord(options.Banding),
            };
            var result = NearDeduplication.Decide(order, () => records, varied, group, reference);
            AssertEqual(expected, result);
            if (segments > 1) Assert.InRange(result.Segments, segments / 2, segments * 3 / 2);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void Of_the_similar_pairs_no_more_are_missed_than_the_banding_says(double similarity)
    {
        var (records, options) = Corpus(4000, similarity, 256);
        var result = NearDeduplication.Decide([.. Enumerable.Range(0, records.Count)], () => records, options);
        var sets = records.Sets();
        var (similar, missed) = (0, 0);
        for (var later = 0; later < sets.Length; later++)
        {
            if (result.Kept[later] != later)
            {
                Assert.True(result.Kept[result.Kept[later]] == result.Kept[later], "what stands for a dropped record is kept");
                Assert.Equal(ShingleSet.Jaccard(sets[later], sets[result.Kept[later]]), result.Similarity[later]);
                Assert.True(result.Similarity[later] >= similarity);
            }

            var hasSimilar = Enumerable.Range(0, later).Any(earlier => result.Kept[earlier] == earlier && ShingleSet.Jaccard(sets[later], sets[earlier]) >= similarity);
            if (hasSimilar) similar++;
            if (hasSimilar && result.Kept[later] == later) missed++;
            Assert.False(!hasSimilar && result.Kept[later] != later);
        }

        Assert.True(similar > 200);
        Assert.True(missed <= Math.Ceiling((1 - options.Banding.Recall) * similar) + 1, $"{missed} of {similar} are missed");
    }

    [Fact]
    public void One_stands_for_all_copies_of_a_text()
    {
        var texts = Enumerable.Repeat("wieder und wieder derselbe lange Satz", 20_000).Concat(Enumerable.Repeat("wort", 20_000)).ToList();
        var banding = Banding.For(0.8);
        var records = new TextRecords(texts, 5, banding.Hashes);
        var result = NearDeduplication.Decide([.. Enumerable.Range(0, texts.Count)], () => records, new NearOptions { Similarity = 0.8, Banding = banding, Threads = 2 });
        Assert.Equal(texts.Select((_, position) => position < 20_000 ? 0 : 20_000), result.Kept);
        Assert.Equal((39_998L, 39_998L, 0), (result.Candidates, result.Compared, result.Unverified));
    }

    [Fact]
    public void Texts_from_one_template_below_the_threshold_take_linear_time()
    {
        // Every text shares two thirds with every other: many bands are equal, and no pair reaches 0.95
        var template = string.Join(' ', Enumerable.Range(0, 40).Select(word => "fest" + word));
        var texts = Enumerable.Range(0, 6000).Select(text => template + string.Join(' ', Enumerable.Range(0, 10).Select(word => $" frei{text}n{word}"))).ToList();
        var banding = Banding.For(0.95) with { Bands = 20, Rows = 2 };
        var records = new TextRecords(texts, 1, banding.Hashes);
        var options = new NearOptions { Similarity = 0.95, Banding = banding, CandidateLimit = 16, Threads = 2 };
        var result = NearDeduplication.Decide([.. Enumerable.Range(0, texts.Count)], () => records, options);
        Assert.Equal(Enumerable.Range(0, texts.Count), result.Kept);
        Assert.InRange(result.Candidates, 1, 6000L * 21 * 16);
        Assert.InRange(result.Compared, 1, 6000L * 16);
        Assert.InRange(result.Unverified, 5900, 6000);
    }

    [Fact]
    public void Copies_among_references_do_not_fill_the_buckets()
    {
        string[] texts = ["a b c d e f g h", "a b c d e f g h", "a b c d e f g h", "a b c d e f g i", "a b c d e f g i x"];
        var banding = new Banding(0.6, 1, 1);
        var records = new TextRecords(texts, 1, 1);
        var options = new NearOptions { Similarity = 0.8, Banding = banding, CandidateLimit = 2 };
        var result = NearDeduplication.Decide([0, 1, 2, 3, 4], () => records, options, isReference: position => position < 4);
        Assert.Equal([0, 1, 2, 3, 3], result.Kept);
        Assert.Equal([0, 0, 0, 0, 8.0 / 9], result.Similarity);
    }

    [Theory]
    [InlineData(0.6, 0)]
    [InlineData(0.600001, 1)]
    public void The_threshold_itself_is_enough(double similarity, int kept)
    {
        // 3 of 5 words are shared
        var banding = Banding.For(0.3);
        var records = new TextRecords(["a b c d", "b c d e"], 1, banding.Hashes);
        Assert.Equal([0, kept], NearDeduplication.Decide([0, 1], () => records, new NearOptions { Similarity = similarity, Banding = banding }).Kept);
    }

    [Fact]
    public void Nothing_is_decided_about_nothing()
    {
        var result = NearDeduplication.Decide([], () => new TextRecords([], 5, 108), new NearOptions { Similarity = 0.8, Banding = Banding.For(0.8) });
        Assert.Equal((0, 0, 0L, 0), (result.Kept.Length, result.Segments, result.Candidates, result.Unverified));
    }

    [Fact]
    public void A_kept_record_takes_well_below_700_bytes() => Assert.Equal(618, NearIndex.BytesPerRecord(new Banding(0.8, 18, 6)));

    private static (TextRecords Records, NearOptions Options) Corpus(int count, double similarity, int candidateLimit)
    {
        var banding = Banding.For(similarity);
        return (new TextRecords(TextRecords.Corpus(count, seed: 11), 2, banding.Hashes), new NearOptions { Similarity = similarity, Banding = banding, CandidateLimit = candidateLimit });
    }

    /// <summary>References first, then the others, both backwards; every twentieth is not asked about, every fifteenth is of no group.</summary>
    private static (int[] Order, Func<int, int> Group, Func<int, bool> Reference) Roles(int count)
    {
        Func<int, bool> reference = position => position % 13 == 0;
        var order = Enumerable.Range(0, count).Where(position => position % 20 != 7).OrderByDescending(position => reference(position)).ThenByDescending(position => position).ToArray();
        return (order, position => position % 15 == 3 ? -1 : position / 100 % 3 == 2 ? 1 : 0, reference);
    }

    private static void AssertEqual(NearResult expected, NearResult result)
    {
        Assert.Equal(expected.Kept, result.Kept);
        Assert.Equal(expected.Similarity, result.Similarity);
        Assert.Equal((expected.Candidates, expected.Compared, expected.Unverified), (result.Candidates, result.Compared, result.Unverified));
    }

    /// <summary>The definition, word by word, without an index.</summary>
    private static NearResult ByDefinition(TextRecords records, int[] order, Func<int, int> group, Func<int, bool> reference, NearOptions options)
    {
        var (sets, limit) = (records.Sets(), options.CandidateLimit);
        var kept = Enumerable.Range(0, records.Count).ToArray();
        var similarity = new double[records.Count];
        var (candidates, compared, unverified) = (0L, 0L, 0);
        var buckets = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var place = order.Select((position, at) => (position, at)).ToDictionary(pair => pair.position, pair => pair.at);
        foreach (var position in order)
        {
            if (group(position) < 0 || sets[position].Length == 0) continue;
            var signature = Signature(records, position, options.Banding);
            var own = Buckets(signature, group(position), options.Banding).Select(name => buckets.TryGetValue(name, out var bucket) ? bucket : buckets[name] = []).ToList();
            var ranked = own.SelectMany(bucket => bucket).Distinct()
                .OrderByDescending(other => MinHash.Agreement(signature, Signature(records, other, options.Banding)))
                .ThenBy(other => place[other])
                .ToList();
            if (reference(position))
            {
                if (ranked.Take(limit).Any(other => sets[other].SequenceEqual(sets[position]))) continue;
            }
            else
            {
                candidates += ranked.Count;
                var hit = ranked.Take(limit).ToList().FindIndex(other => ShingleSet.Jaccard(sets[position], sets[other]) >= options.Similarity);
                compared += hit >= 0 ? hit + 1 : Math.Min(limit, ranked.Count);
                if (hit >= 0)
                {
                    kept[position] = ranked[hit];
                    similarity[position] = ShingleSet.Jaccard(sets[position], sets[ranked[hit]]);
                    continue;
                }

                if (ranked.Count > limit || own.Any(bucket => bucket.Count == limit)) unverified++;
            }

            foreach (var bucket in own.Where(bucket => bucket.Count < limit)) bucket.Add(position);
        }

        return new NearResult { Kept = kept, Similarity = similarity, Candidates = candidates, Compared = compared, Unverified = unverified, Segments = 1 };
    }

    private static uint[] Signature(TextRecords records, int position, Banding banding)
    {
        var signature = new uint[banding.Hashes];
        records.Signature(position, signature);
        return signature;
    }

    private static IEnumerable<string> Buckets(uint[] signature, int group, Banding banding) =>
        Enumerable.Range(0, banding.Bands).Select(band => $"{group}/{band}/{string.Join(',', signature[(band * banding.Rows)..((band + 1) * banding.Rows)])}")
            .Append($"{group}/all/{string.Join(',', signature)}");
}
