using System.Text;
using Cuvee.Normalize;

namespace Cuvee.Decontaminate;

/// <summary>
/// Where the words of a text stand in it as it is spelled, found character by character: for excerpts, which show what was written. Gives the same words as
/// <see cref="WordList"/>.
/// </summary>
internal static class WordSpans
{
    /// <summary>The text in NFC and the range of each of its words.</summary>
    public static (Model.Utf8 Text, List<Range> Words) Of(Model.Utf8 text)
    {
        var words = new List<Range>();
        if (text.IsEmpty) return (text, words);
        text = Nfc.Normalize(text);
        var start = -1;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf8(text.Span[at..], out var rune, out var length);
            var kind = Letters.KindOf(rune);
            if (kind != Letters.Part && start >= 0)
            {
                words.Add(start..at);
                start = -1;
            }

            if (kind == Letters.Alone) words.Add(at..(at + length));
            else if (kind == Letters.Part && start < 0) start = at;
            at += length;
        }

        if (start >= 0) words.Add(start..text.Length);
        return (text, words);
    }
}
