using System.Text;
using Cuvee.Similarity;

namespace Cuvee.Tests.Similarity;

public sealed class ShingleSetTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("  \n", 0)]
    [InlineData("one", 1)]
    [InlineData("one two three four five", 1)]
    [InlineData("one two three four five six", 2)]
    [InlineData("a a a a a a a a a a a a a a a", 1)]
    [InlineData("a b a b a b a b a b a b", 2)]
    [InlineData("👍 🎉", 1)]
    [InlineData("日本語の本です", 3)]
    public void FiveWordsAreAShingle(string text, int count) => Assert.Equal(count, Of(text).Length);

    [Fact]
    public void CaseWhiteSpaceAndPunctuationDoNotMatterWordsAndTheirOrderDo()
    {
        var set = Of("The quick brown fox can't jump.");

        Assert.Equal(set, Of("the QUICK (brown)\n\tfox — can't... jump!"));
        Assert.NotEqual(set, Of("The quick brown fox can't jump high."));
        Assert.Empty(set.Intersect(Of("quick the brown fox jump can't")));
        Assert.NotEqual(Of("one two"), Of("two one"));
        Assert.NotEqual(Of("👍 👍"), Of("🎉 🎉"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(13)]
    public void TheSetIsSortedDistinctAndHoldsEachWindow(int n)
    {
        var words = RandomWords(500, vocabulary: 6);
        var windows = Enumerable.Range(0, words.Length - n + 1).Select(start => string.Join(' ', words[start..(start + n)])).ToArray();
        var expected = windows.Distinct().Select(window => Of(window, n).Single()).Order().ToArray();

        Assert.Equal(expected, Of(string.Join(' ', words), n));
        var set = new ShingleSet();
        set.Add(Encoding.UTF8.GetBytes(string.Join(' ', words)));
        Assert.Equal(windows.Select(window => Of(window, n).Single()), set.Unsorted(n).ToArray());
        set.Finish(n);
        Assert.Equal(expected, set.Hashes.ToArray());
    }

    [Fact]
    public void PiecesAreOneText()
    {
        var set = new ShingleSet();
        set.Set("something else altogether"u8, 5);
        set.Clear();
        Assert.Empty(set.Hashes.ToArray());
        foreach (var piece in new[] { "one two", "", "three", "four five six" }) set.Add(Encoding.UTF8.GetBytes(piece));
        set.Finish(5);

        Assert.Equal(Of("one two three four five six"), set.Hashes.ToArray());
    }

    [Theory]
    [InlineData("word ", 1)]
    [InlineData("a b ", 2)]
    [InlineData("x", 1)]
    [InlineData("漢字", 2)]
    public void LargeRepetitiveTexts(string part, int count) => Assert.Equal(count, Of(string.Concat(Enumerable.Repeat(part, 300_000))).Length);

    [Fact]
    public void LargeTexts()
    {
        var text = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 200_000)));
        var set = new ShingleSet();
        set.Add(text);
        var unsorted = set.Unsorted(5).ToArray();
        set.Set(text, 5);

        Assert.Equal(199_996, unsorted.Length);
        Assert.Equal(unsorted.Order(), set.Hashes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(5000)]
    public void SorterSortsEvenWhatIsNotSpread(int count)
    {
        var random = new Random(count);
        var spread = Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64()).ToArray();
        foreach (var hashes in new[] { spread, [.. spread.Select(hash => hash % 1000)], [.. spread.Select(hash => ulong.MaxValue - (hash % 7))] })
        {
            var expected = hashes.Distinct().Order().ToArray();
            Assert.Equal(expected, hashes[..new HashSorter().SortDistinct(hashes)]);
        }
    }

    [Theory]
    [InlineData("1 2 3 4", "3 4 5 6", 2.0 / 6)]
    [InlineData("1 2 3", "1 2 3", 1)]
    [InlineData("1 2 3", "4 5 6", 0)]
    [InlineData("1", "1 2 3 4", 0.25)]
    [InlineData("", "1", 0)]
    [InlineData("", "", 0)]
    public void Jaccard(string left, string right, double expected)
    {
        Assert.Equal(expected, ShingleSet.Jaccard(Set(left), Set(right)));
        Assert.Equal(expected, ShingleSet.Jaccard(Set(right), Set(left)));
    }

    [Fact]
    public void JaccardAgainstAThreshold()
    {
        var random = new Random(4);
        for (var round = 0; round < 2000; round++)
        {
            var bound = 1UL << random.Next(3, 9);
            var left = Numbers(random, bound);
            var right = Numbers(random, bound);
            var exact = ShingleSet.Jaccard(left, right);
            Assert.Equal(left.Length + right.Length == 0 ? 0 : (double)left.Intersect(right).Count() / left.Union(right).Count(), exact);
            foreach (var threshold in new[] { exact, Math.BitIncrement(exact), Math.BitDecrement(exact), 0.2, 0.5, 0.8, 1 })
            {
                var found = ShingleSet.Jaccard(left, right, threshold);
                if (exact >= threshold) Assert.Equal(exact, found);
                else Assert.InRange(found, exact, Math.BitDecrement(threshold));
            }
        }
    }

    [Fact]
    public void AtLeastOneWord() => Assert.Throws<ArgumentOutOfRangeException>(() => Of("one", 0));

    private static ulong[] Of(string text, int n = 5)
    {
        var set = new ShingleSet();
        set.Set(Encoding.UTF8.GetBytes(text), n);
        return set.Hashes.ToArray();
    }

    private static ulong[] Set(string numbers) => [.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ulong.Parse)];

    private static ulong[] Numbers(Random random, ulong bound) =>
        [.. Enumerable.Range(0, random.Next(300)).Select(_ => (ulong)random.NextInt64((long)bound)).Distinct().Order()];

    private static string[] RandomWords(int count, int vocabulary)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => $"w{random.Next(vocabulary)}")];
    }
}
