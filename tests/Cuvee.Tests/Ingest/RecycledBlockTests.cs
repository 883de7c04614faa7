using System.Text;
using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

/// <summary>A block that was given away may be recycled at once and its bytes overwritten by whoever reads another file.</summary>
public sealed class RecycledBlockTests
{
    public static TheoryData<IContainer> Containers { get; } = [new JsonLines(), new JsonValues()];

    [Theory]
    [MemberData(nameof(Containers), DisableDiscoveryEnumeration = true)]
    public void The_rest_of_a_block_does_not_depend_on_it(IContainer container)
    {
        var values = Enumerable.Range(0, 40_000).Select(i => $$"""{"value": "number {{i}}"}""").ToList();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', values)));
        var read = new List<(long Line, string Text)>();
        var blocks = 0;
        foreach (var block in container.Split(stream))
        {
            blocks++;
            foreach (var item in block) read.Add((item.Line, item.Value.ToString()));
            block.Recycle();
            BlockBuffer.Allocate(Block.DefaultBytes).AsSpan().Fill((byte)'\n');
        }

        Assert.InRange(blocks, 3, 10);
        Assert.Equal(values.Select((text, i) => (i + 1L, text)), read);
    }
}
