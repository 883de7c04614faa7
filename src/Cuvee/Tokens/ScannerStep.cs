namespace Cuvee.Tokens;

/// <summary>Cuts each piece into the words of a pattern.</summary>
internal sealed class ScannerStep(WordScanner scanner, PieceSink next) : PieceSink
{
    public override void Take(ReadOnlySpan<byte> text, int start, int end)
    {
        text = text[..end];
        for (int at = start, word; at < end; at = word)
        {
            word = scanner.Next(text, at);
            next.Take(text, at, word);
        }
    }
}
