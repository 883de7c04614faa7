using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Engine;

/// <summary>What a worker hands over of a block of input.</summary>
public sealed class IntakeBlockTests
{
    [Fact]
    public void AQuarantinedRowTakesTheNumberOfItsPlace()
    {
        var block = Quarantined(1, 4, 5);
        var row = 0;
        foreach (var fact in new[] { 0, 1, 3, 5, 6 }) block.Renumber(fact, fact + 10, ref row);
        Assert.Equal([(1, 11L), (4, 4), (5, 15)], block.Quarantined.Select(quarantined => (quarantined.Fact, quarantined.Origin.Item)));
    }

    [Fact]
    public void RowsAreRenumberedInLinearTime()
    {
        const int Count = 1_000_000;
        var block = Quarantined([.. Enumerable.Range(0, Count)]);
        HangGuard.Run("a million rows", () =>
        {
            var row = 0;
            for (var fact = 0; fact < Count; fact++) block.Renumber(fact, fact + 1, ref row);
        });
        Assert.All(block.Quarantined, quarantined => Assert.Equal(quarantined.Fact + 1, quarantined.Origin.Item));
    }

    private static IntakeBlock Quarantined(params int[] facts)
    {
        var block = new IntakeBlock();
        foreach (var fact in facts) block.Quarantined.Add(new QuarantineRow(fact, new Origin(0, 0, 1, fact, 0), "unknown_shape", string.Empty, default));
        return block;
    }
}
