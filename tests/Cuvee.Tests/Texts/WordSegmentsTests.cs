using System.Globalization;
using System.Text;
using Cuvee.Texts;

namespace Cuvee.Tests.Texts;

public sealed class WordSegmentsTests
{
    [Fact]
    public void OfficialCases()
    {
        var cases = File.ReadAllLines(VectorFile()).Where(line => !line.StartsWith('#')).Select(OwnRules).ToArray();

        Assert.Equal(1823, cases.Length);
        Assert.Equal(cases, cases.Select(line => Marked(OfMarked(line))));
    }

    [Theory]
    [InlineData("÷ can't ÷   ÷ 3.14 ÷ ! ÷", "can't 3.14!")]
    [InlineData("÷ a_b ÷ . ÷", "a_b.")]
    [InlineData("÷ שלום ÷   ÷ ג'ירף ÷   ÷ צה\"ל ÷ \" ÷", "שלום ג'ירף צה\"ל\"")]
    [InlineData("÷ 漢 ÷ 字 ÷ か ÷ な ÷ カ ÷ ナ ÷ ー ÷ 々 ÷", "漢字かなカナー々")]
    [InlineData("÷ カ ÷ _ ÷ ナ ÷", "カ_ナ")]
    [InlineData("÷ ส ÷ วั ÷ ส ÷ ดี ÷", "สวัสดี")]
    [InlineData("÷ 한국어 ÷   ÷ русский ÷", "한국어 русский")]
    [InlineData("÷ 👨‍👩‍👧 ÷ 🇩🇪 ÷ 🇫🇷 ÷ 🇬 ÷", "👨‍👩‍👧🇩🇪🇫🇷🇬")]
    [InlineData("÷ e\u0301té ÷", "e\u0301té")]
    [InlineData("÷ a ÷ .\u200D🛑 ÷", "a.\u200D🛑")]
    [InlineData("÷ 3 ÷ , ÷ , ÷ 4 ÷", "3,,4")]
    [InlineData("", "")]
    public void Segments(string expected, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var segments = Ends(bytes).Prepend(0).Zip(Ends(bytes)).Select(pair => Encoding.UTF8.GetString(bytes[pair.First..pair.Second]) + " ÷");

        Assert.Equal(expected, string.Join(' ', segments.Prepend("÷")) is var joined && text.Length == 0 ? "" : joined);
    }

    [Theory]
    [InlineData("ÀÉÎ", "àéî")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("İI", "ii")]
    [InlineData("ẞ", "ß")]
    [InlineData("\u212A", "k")]
    [InlineData("ȺȾ", "ⱥⱦ")]
    [InlineData("𐐀Ꭰ", "𐐨ꭰ")]
    [InlineData("ß", "ß")]
    public void LowerCase(string text, string expected)
    {
        var lower = new byte[100];
        var segments = new WordSegments(Encoding.UTF8.GetBytes(text), lower);

        Assert.True(segments.Next());
        Assert.Equal(expected, Encoding.UTF8.GetString(lower.AsSpan(0, segments.LowerLength)));
    }

    /// <summary>Each letter grows as much as a letter can.</summary>
    [Fact]
    public void LowerCaseFitsWhereEveryLetterGrows()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Ⱥ", 1001)));
        var lower = new byte[WordSegments.LowerLengthFor(text.Length)];
        var segments = new WordSegments(text, lower);

        Assert.True(segments.Next());
        Assert.Equal(3003, segments.LowerLength);
        Assert.False(segments.Next());
    }

    /// <summary>A mark that may join is read twice at most, however many follow it.</summary>
    [Fact]
    public void MarksWithoutEnd()
    {
        var text = Encoding.UTF8.GetBytes("a." + string.Concat(Enumerable.Repeat("\u0301", 200_000)) + " b");

        Assert.Equal([1, 400_002, 400_003, 400_004], Ends(text));
    }

    /// <summary>Katakana stands alone here: neither its neighbours nor low lines join it.</summary>
    private static string OwnRules(string line)
    {
        var parts = line.Split(' ');
        var isKatakana = false;
        for (var index = 1; index < parts.Length; index += 2)
        {
            // The official cases have one character of Katakana and no joined one but these.
            var isIgnored = parts[index] is "0300" or "0308" or "00AD" or "200D";
            if (!isIgnored && (isKatakana || parts[index] == "3031")) parts[index - 1] = "÷";
            if (!isIgnored) isKatakana = parts[index] == "3031";
        }

        return string.Join(' ', parts);
    }

    private static byte[] OfMarked(string line) =>
        Encoding.UTF8.GetBytes(string.Concat(line.Split(' ').Where(part => part is not ("÷" or "×" or ""))
            .Select(hex => char.ConvertFromUtf32(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))));

    private static string Marked(byte[] text)
    {
        var ends = Ends(text);
        var marked = new StringBuilder("÷");
        var position = 0;
        foreach (var rune in Encoding.UTF8.GetString(text).EnumerateRunes())
        {
            position += rune.Utf8SequenceLength;
            marked.Append(CultureInfo.InvariantCulture, $" {rune.Value:X4} {(ends.Contains(position) ? '÷' : '×')}");
        }

        return marked.ToString();
    }

    private static List<int> Ends(byte[] text)
    {
        var ends = new List<int>();
        var segments = new WordSegments(text, new byte[WordSegments.LowerLengthFor(text.Length)]);
        while (segments.Next()) ends.Add(segments.End);
        return ends;
    }

    private static string VectorFile()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cuvee.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests", "Cuvee.Tests", "Texts", "Vectors", "word-breaks.txt");
    }
}
