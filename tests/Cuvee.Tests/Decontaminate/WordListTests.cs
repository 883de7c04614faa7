using System.Text;
using Cuvee.Decontaminate;
using Cuvee.Model;

namespace Cuvee.Tests.Decontaminate;

public sealed class WordListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Hello, World_1! don't", "hello|world_1|don|t")]
    [InlineData("STRASSE Straße ÉTÉ e\u0301te\u0301", "strasse|straße|été|été")]
    [InlineData("Ελλάδα Москва हिन्दी", "ελλάδα|москва|हिन्दी")]
    [InlineData("abc日本語です x", "abc|日|本|語|で|す|x")]
    [InlineData("“quoted”—dash…", "quoted|dash")]
    [InlineData("\u023AB \u212A", "ⱥb|k")]
    public void Finds(string text, string words) => Assert.Equal(words, Words(text));

    [Fact]
    public void Is_the_same_as_character_by_character()
    {
        var random = new Random(5);
        string[] pieces = ["a", "Zebra", " ", "  ", "\n", ".", "_", "42", "é", "’", "Ω", "日", "ไทย", "🦊", "e\u0301", "İ", "Ⱥ", new string('x', 70), new string(' ', 66), "A_very_long_identifier"];
        for (var round = 0; round < 400; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => pieces[random.Next(random.Next(2) == 0 ? 8 : pieces.Length)]));
            var (spelled, spans) = WordSpans.Of(Utf8.Of(text));
            Assert.Equal(string.Join('|', spans.Select(span => Lower(Encoding.UTF8.GetString(spelled.Span[span])))), Words(text));
        }
    }

    [Fact]
    public void Words_do_not_reach_from_one_text_into_the_next()
    {
        var list = new WordList();
        list.Add(Utf8.Of("end"));
        list.Add(Utf8.Of("start"));
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public void Equal_words_have_equal_hashes_wherever_they_stand()
    {
        var list = new WordList();
        list.Add(Utf8.Of("Sixteen_letters_ x sixteen_letters_ X seventeen_letters seventeen_letters"));
        Assert.Equal(
            (true, true, true, 3),
            (list.Hashes[0] == list.Hashes[2], list.Hashes[1] == list.Hashes[3], list.Hashes[4] == list.Hashes[5], list.Hashes.ToArray().Distinct().Count()));
    }

    private static string Words(string text)
    {
        var list = new WordList();
        list.Add(Utf8.Of(text));
        return string.Join('|', Enumerable.Range(0, list.Count).Select(i => Encoding.UTF8.GetString(list[i])));
    }

    private static string Lower(string word) => string.Concat(word.EnumerateRunes().Select(rune => Rune.ToLowerInvariant(rune).ToString()));
}
