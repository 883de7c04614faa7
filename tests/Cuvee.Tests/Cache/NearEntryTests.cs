using Cuvee.Cache;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Similarity;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Cache;

/// <summary>What a search for near-duplicates found, kept and recalled.</summary>
public sealed class NearEntryTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30_000)]
    public void Findings_come_back_as_they_were(int records)
    {
        var findings = Many(records);
        NearEntry.Write(_workspace["entry"], "key\n", findings);
        var read = NearEntry.Read(_workspace["entry"], "key\n")!;
        Assert.Equal(findings.Records, read.Records);
        Assert.Equal(findings.IsShared, read.IsShared);
        Assert.Equal(findings.Keys, read.Keys);
        Assert.Equal(findings.Pairs, read.Pairs);
        Assert.Null(NearEntry.Read(_workspace["other"], "key\n"));
    }

    [Fact]
    public void An_entry_of_another_key_and_one_that_was_changed_are_damaged()
    {
        NearEntry.Write(_workspace["entry"], "key\n", Many(3000));
        Assert.Throws<DamagedEntryException>(() => NearEntry.Read(_workspace["entry"], "other\n"));
        var bytes = File.ReadAllBytes(_workspace["entry"]);
        var random = new Random(3);
        for (var round = 0; round < 40; round++)
        {
            var changed = bytes.ToArray();
            if (round % 4 == 0) changed = changed[..random.Next(changed.Length)];
            else changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_workspace["entry"], changed);
            Assert.Throws<DamagedEntryException>(() => NearEntry.Read(_workspace["entry"], "key\n"));
        }
    }

    private static NearFindings Many(int records)
    {
        var random = new Random(records);
        Hash128 Identity() => new((ulong)random.NextInt64(), (ulong)random.NextInt64());
        return new NearFindings(
            [.. Enumerable.Range(0, records).Select(_ => Identity())],
            [.. Enumerable.Range(0, records).Select(_ => random.Next(2) == 0)],
            [.. Enumerable.Range(0, 14).Select(_ => Enumerable.Range(0, records).Select(_ => (uint)random.Next()).ToArray())],
            [.. Enumerable.Range(0, records / 7).Select(_ => new ComparedPair(Identity(), Identity(), random.NextDouble()))]);
    }
}
