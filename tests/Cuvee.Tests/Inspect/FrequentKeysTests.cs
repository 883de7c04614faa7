using Cuvee.Inspect;
using Cuvee.Model;

namespace Cuvee.Tests.Inspect;

public sealed class FrequentKeysTests
{
    [Fact]
    public void NothingIsFrequentWhereNothingWas()
    {
        var keys = new FrequentKeys();
        Assert.Null(keys.Most);
        keys.Add(default, default);
        Assert.Null(keys.Most);
    }

    [Fact]
    public void FewKeysAreCountedExactly()
    {
        var keys = new FrequentKeys();
        for (var i = 0; i < 1000; i++) keys.Add(new Hash128(1, (ulong)(i % 3 == 0 ? 7 : i % FrequentKeys.MaxKeys / 2 + 100)), new RecordPlace(0, i, 0));
        Assert.Equal((334, new RecordPlace(0, 0, 0)), keys.Most);
    }

    [Fact]
    public void AFrequentKeyIsFoundAmongAnyNumber()
    {
        var keys = new FrequentKeys();
        for (var i = 0; i < 100_000; i++) keys.Add(i % 20 == 19 ? new Hash128(7, 7) : new Hash128((ulong)i, 1), new RecordPlace(0, i, 0));
        // One in twenty, counted too low by one in 256 of all at most
        Assert.InRange(keys.Most!.Value.Count, 5000 - (100_000 / FrequentKeys.MaxKeys), 5000);
    }
}
