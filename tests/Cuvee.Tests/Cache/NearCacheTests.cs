using Cuvee.Cache;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Similarity;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Cache;

/// <summary>When a build keeps what it found among near-duplicates.</summary>
public sealed class NearCacheTests : IDisposable
{
    private const string Recipe = """
        name: near
        sources: { s: { files: [in/*.jsonl] } }
        filters: [{ length: { max: 400 } }]
        dedup: { near: { similarity: 0.8 } }
        datasets:
          all: {}
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WhatWasFoundIsKeptWhenTheMixCannotBeMet(int threads)
    {
        _workspace.WriteLines("in/a.jsonl", Lines.Many(40, 1));
        var impossible = Recipe.Replace("all: {}", "all: { mix: { by: source, shares: { s: 1 }, total: 100000, shortage: fail } }", StringComparison.Ordinal);
        Assert.Throws<CuveeException>(() => _workspace.Build(impossible, new BuildOptions { Threads = threads }));
        var kept = Assert.Single(CacheFolder.Files(_workspace[".cuvee/cache/findings"]));

        _workspace.Build(Recipe);
        Assert.Contains(kept, CacheFolder.Files(_workspace[".cuvee/cache/findings"]));
    }

    [Fact]
    public void MemoryIsAskedForRecordsThatTakePartAlone()
    {
        const int dropped = 4000;
        const long factBytes = 200;
        string[] alive = [Lines.Chat("a river", "of copper"), Lines.Chat("an ember", "of stone")];
        _workspace.WriteLines("in/a.jsonl", Enumerable.Range(0, dropped).Select(i => Lines.Chat($"ask {i} {new string('x', 500)}", "long")).Concat(alive));
        var least = NearOptions.LeastIndexBytes + ((dropped + alive.Length) * factBytes);
        _workspace.Build(Recipe, new BuildOptions { MemoryBytes = least, Out = _workspace["least"] });
        Assert.DoesNotContain("near", Found());

        _workspace.Build(Recipe, new BuildOptions { MemoryBytes = least + (alive.Length * NearMemory.BytesPerRecord(Banding.For(0.8))) });
        Assert.Contains("near", Found());

        IEnumerable<string?> Found() => CacheListing.Of(_workspace[".cuvee"]).Select(entry => entry.Found);
    }
}
