using System.Text;
using Cuvee.Dedup;
using Cuvee.Model;
using Cuvee.Similarity;

namespace Cuvee.Tests.Similarity;

public sealed class NearMemoryTests
{
    private static readonly List<string> Texts = TextRecords.Corpus(3000, 11);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_search_that_remembers_another_finds_the_same(int threads)
    {
        var (records, options) = Search(threads);
        var random = new Random(5);
        int[] order = [.. Enumerable.Range(0, 2000)];
        NearFindings? last = null;
        for (var round = 0; round < 12; round++)
        {
            var (fresh, remembering) = (new NearMemory(IdentityOf, Texts.Count, null), new NearMemory(IdentityOf, Texts.Count, last));
            var expected = NearDeduplication.Decide(order, () => records, options with { Memory = fresh });
            var found = NearDeduplication.Decide(order, () => records, options with { Memory = remembering });
            var plain = NearDeduplication.Decide(order, () => records, options);
            foreach (var result in (NearResult[])[expected, found])
            {
                Assert.Equal(plain.Kept, result.Kept);
                Assert.Equal(plain.Similarity, result.Similarity);
                Assert.Equal((plain.Candidates, plain.Compared, plain.Unverified), (result.Candidates, result.Compared, result.Unverified));
            }

            last = remembering.Findings;
            Assert.Equal(fresh.Findings.Records, last.Records);
            Assert.Equal(fresh.Findings.Keys, last.Keys);
            // Which pairs are compared in vain depends on how records fall into batches; what comes out does not
            var compared = fresh.Findings.Pairs.Distinct().ToDictionary(pair => (pair.Text, pair.Other), pair => pair.Similarity);
            Assert.All(last.Pairs, pair => Assert.Equal(compared.GetValueOrDefault((pair.Text, pair.Other), pair.Similarity), pair.Similarity));
            Assert.All(Enumerable.Range(0, order.Length), i => Assert.True(last.IsShared[i] || !fresh.Findings.IsShared[i], $"round {round}: record {i} shares a band"));
            order = Changed(order, round, random);
        }
    }

    [Fact]
    public void Of_what_stayed_no_text_is_read_and_no_signature_but_of_those_that_meet_another()
    {
        var (records, options) = Search(threads: 1);
        int[] order = [.. Enumerable.Range(0, Texts.Count)];
        var first = new NearMemory(IdentityOf, Texts.Count, null);
        NearDeduplication.Decide(order, () => records, options with { Memory = first });
        var counting = new Counting(records);
        NearDeduplication.Decide(order, () => counting, options with { Memory = new NearMemory(IdentityOf, Texts.Count, first.Findings) });
        Assert.Equal((0, first.Findings.IsShared.Count(isShared => isShared)), (counting.Texts, counting.Signatures));
        Assert.InRange(counting.Signatures, 1, Texts.Count / 2 + (Texts.Count / 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_records_that_meet_many_others_few_pairs_are_remembered(int threads)
    {
        // Every text shares two thirds with every other, and no pair reaches the threshold
        var template = string.Join(' ', Enumerable.Range(0, 40).Select(word => "fest" + word));
        var texts = Enumerable.Range(0, 600).Select(text => template + string.Join(' ', Enumerable.Range(0, 10).Select(word => $" frei{text}n{word}"))).ToList();
        var banding = Banding.For(0.95) with { Bands = 20, Rows = 2 };
        var records = new TextRecords(texts, 1, banding.Hashes);
        var options = new NearOptions { Similarity = 0.95, Banding = banding, CandidateLimit = 16, Threads = threads };
        int[] order = [.. Enumerable.Range(0, texts.Count)];
        NearFindings? last = null;
        var plain = NearDeduplication.Decide(order, () => records, options);
        for (var round = 0; round < 3; round++)
        {
            var memory = new NearMemory(position => Hash128.Of(Encoding.UTF8.GetBytes(texts[position])), texts.Count, last);
            var result = NearDeduplication.Decide(order, () => records, options with { Memory = memory });
            Assert.Equal((plain.Candidates, plain.Compared, plain.Unverified), (result.Candidates, result.Compared, result.Unverified));
            Assert.True(result.Compared > 2 * texts.Count);
            last = memory.Findings;
            Assert.InRange(last.Pairs.Length, 2 * texts.Count / threads, 2 * texts.Count);
        }
    }

    [Fact]
    public void With_too_little_memory_for_all_bands_nothing_is_remembered()
    {
        var (records, options) = Search(threads: 1);
        var memory = new NearMemory(IdentityOf, Texts.Count, null);
        var result = NearDeduplication.Decide([.. Enumerable.Range(0, 500)], () => records, options with { Memory = memory, MaxIndexBytes = 500 * sizeof(uint) });
        Assert.Empty(memory.Findings.Records);
        Assert.True(result.Segments > 1);
    }

    private static (TextRecords Records, NearOptions Options) Search(int threads)
    {
        var banding = Banding.For(0.7);
        return (new TextRecords(Texts, 2, banding.Hashes), new NearOptions { Similarity = 0.7, Banding = banding, Threads = threads });
    }

    /// <summary>Equal texts have equal identities, as records of equal content have.</summary>
    private static Hash128 IdentityOf(int position) => Hash128.Of(Encoding.UTF8.GetBytes(Texts[position]));

    /// <summary>Nothing, some records more or fewer at the beginning, in the middle or at the end, a block that moved, and another order altogether.</summary>
    private static int[] Changed(int[] order, int round, Random random)
    {
        var rest = Enumerable.Range(0, Texts.Count).Except(order).ToArray();
        random.Shuffle(rest);
        var at = round % 3 == 0 ? 0 : round % 3 == 1 ? order.Length : random.Next(order.Length);
        switch (round)
        {
            case 0: return order;
            case 10:
                random.Shuffle(order);
                return order;
            case 7: return [.. order[500..], .. order[..500]];
            default: return [.. order[..Math.Max(0, at - random.Next(60))], .. rest[..random.Next(120)], .. order[at..]];
        }
    }

    private sealed class Counting(INearRecords inner) : INearRecords
    {
        public int Texts { get; private set; }

        public int Signatures { get; private set; }

        public int Count => inner.Count;

        public void Shingles(int position, ShingleSet target)
        {
            Texts++;
            inner.Shingles(position, target);
        }

        public void Signature(int position, Span<uint> signature)
        {
            Signatures++;
            inner.Signature(position, signature);
        }
    }
}
