using Cuvee.Model;
using Cuvee.Similarity;

namespace Cuvee.Tests.Similarity;

public sealed class BandingTests
{
    [Theory]
    [InlineData(0.05, 104, 1)]
    [InlineData(0.1, 51, 1)]
    [InlineData(0.5, 40, 3)]
    [InlineData(0.8, 18, 6)]
    [InlineData(0.95, 8, 14)]
    [InlineData(1.0, 1, 128)]
    public void MostRowsThenFewestBands(double similarity, int bands, int rows)
    {
        var banding = Banding.For(similarity);

        Assert.Equal(new Banding(similarity, bands, rows), banding);
        Assert.Equal(bands * rows, banding.Hashes);
    }

    [Fact]
    public void EveryThresholdIsFoundSurelyEnoughAndNoMoreSelectiveBandingDoes()
    {
        for (var percent = 5; percent <= 100; percent++)
        {
            var banding = Banding.For(percent / 100.0);

            Assert.InRange(banding.Recall, Banding.RequiredRecall, 1);
            Assert.InRange(banding.Hashes, 1, Banding.MaxHashes);
            if (banding.Bands > 1) Assert.InRange((banding with { Bands = banding.Bands - 1 }).Recall, 0, Banding.RequiredRecall);
            var steeper = banding with { Rows = banding.Rows + 1, Bands = Banding.MaxHashes / (banding.Rows + 1) };
            Assert.InRange(steeper.Recall, 0, Banding.RequiredRecall);
        }
    }

    [Fact]
    public void ProbabilityRisesWithSimilarity()
    {
        var banding = new Banding(0.8, 18, 6);

        Assert.Equal(0, banding.ProbabilityAt(0));
        Assert.Equal(0.75, new Banding(0.8, 2, 1).ProbabilityAt(0.5));
        Assert.Equal(0.25, new Banding(0.8, 1, 2).ProbabilityAt(0.5));
        Assert.Equal(0.995798, banding.ProbabilityAt(0.8), 6);
        Assert.Equal(1, banding.ProbabilityAt(1));
        Assert.Equal(banding.ProbabilityAt(0.8), banding.Recall);
    }

    [Theory]
    [InlineData(0.049, "0.049")]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(1.001, "1.001")]
    [InlineData(double.NaN, "NaN")]
    public void OutOfReach(double similarity, string shown)
    {
        var error = Assert.Throws<CuveeException>(() => Banding.For(similarity));

        Assert.Equal($"similarity {shown}: near-duplicates are found from 0.05 to 1; choose a value in between", error.Message);
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(3, 4)]
    [InlineData(5, 1)]
    [InlineData(1, 128)]
    public void AKeyDependsOnItsBandAlone(int bands, int rows)
    {
        var banding = new Banding(0.8, bands, rows);
        var signature = Enumerable.Range(0, banding.Hashes).Select(value => (uint)value * 2654435761).ToArray();
        var keys = Keys(banding, signature);
        Assert.Equal(bands, keys.Distinct().Count());

        for (var changed = 0; changed < signature.Length; changed++)
        {
            var other = signature.ToArray();
            other[changed]++;
            Assert.Equal(Enumerable.Range(0, bands).Select(band => band != changed / rows), keys.Zip(Keys(banding, other), (left, right) => left == right));
        }
    }

    [Fact]
    public void EqualBandsAtDifferentPlacesHaveDifferentKeys() => Assert.Equal(4, Keys(new Banding(0.8, 4, 2), new uint[8]).Distinct().Count());

    private static ulong[] Keys(Banding banding, uint[] signature)
    {
        var keys = new ulong[banding.Bands];
        banding.BandKeys(signature, keys);
        return keys;
    }
}
