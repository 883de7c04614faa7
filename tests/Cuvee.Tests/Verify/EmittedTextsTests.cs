using Cuvee.Engine;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>Emitted lines found again by their index, whatever stands between them.</summary>
public sealed class EmittedTextsTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("A\nB\nC\n")]
    [InlineData("A\nB\nC")]
    [InlineData("A\n\nB\nC")]
    [InlineData("A\r\nB\nC")]
    [InlineData("\nA\nB\nC")]
    [InlineData("A\nB\n\n\nC\n")]
    public void Each_line_is_what_was_read_back(string text)
    {
        string[] expected = [Lines.Chat("first", "one"), Lines.Chat("second", "two"), Lines.Chat("third", "three")];
        foreach (var (mark, line) in "ABC".Zip(expected)) text = text.Replace(mark.ToString(), line, StringComparison.Ordinal);
        _workspace.Write("data/train-00000-of-00001.jsonl", text);
        var readBack = ReadBack.Of(_workspace.Folder, new RowReading("messages", "messages", IsText: false, NeedsPrompt: false), null, null, 1, new NoProgress());
        using var texts = EmittedTexts.Of(_workspace.Folder, readBack);
        byte[] buffer = [];
        Assert.Equal(expected, Enumerable.Range(0, texts.Count).Select(line => texts.Read(line, ref buffer).ToString().TrimEnd('\r')));
    }

    [Fact]
    public void No_line_at_all()
    {
        _workspace.Write("data/train-00000-of-00001.jsonl", "");
        var readBack = ReadBack.Of(_workspace.Folder, new RowReading("messages", "messages", IsText: false, NeedsPrompt: false), null, null, 1, new NoProgress());
        using var texts = EmittedTexts.Of(_workspace.Folder, readBack);
        Assert.Equal(0, texts.Count);
    }
}
