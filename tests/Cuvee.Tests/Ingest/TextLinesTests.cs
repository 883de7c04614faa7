using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

public sealed class TextLinesTests
{
    [Fact]
    public void Nothing_holds_no_item() => Splitting.AssertSplits(new TextLines(), " \n\r\n");

    [Fact]
    public void Each_line_is_a_text_with_its_indentation() => Splitting.AssertSplits(
        new TextLines(),
        "  one \"two\"\r\n\n\tc:\\é\u0001\n {",
        new Found("{\"text\":\"  one \\\"two\\\"\"}", 1, 0, 0),
        new Found("{\"text\":\"\\tc:\\\\é\\u0001\"}", 3, 0, 14),
        new Found("{\"text\":\" {\"}", 4, 0, 22));
}
