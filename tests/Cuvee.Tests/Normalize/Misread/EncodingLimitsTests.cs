using System.Text;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Normalize.Misread;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Normalize.Misread;

/// <summary>Giant texts that are damage from end to end: all of it is repaired, in time linear in their length.</summary>
public sealed class EncodingLimitsTests
{
    private const int TextBytes = 1 << 20;

    // Taken out of any text: what stands before it is looked at, however little it looks like damage itself
    private const string ByteOrderMark = "\uFEFF";

    [Theory]
    [InlineData("&amp;", "&")]
    [InlineData("&#233;", "é")]
    [InlineData("x&amp;", "x&")]
    [InlineData("&lt;", "&lt;")]
    [InlineData("&", "&")]
    [InlineData("&#", "&#")]
    [InlineData("&a", "&a")]
    [InlineData("ﬃ", "ffi")]
    [InlineData("oﬁ ", "ofi ")]
    public void EntitiesAndLigatures(string piece, string expected) => AssertRepaired(piece, expected, "", RepairScope.All);

    [Theory]
    [InlineData("Ã©", "é")]
    [InlineData("Ã© ", "Ã© ")]
    [InlineData("cafÃ© ", "café ")]
    [InlineData("Ã©x", "éx")]
    [InlineData("ÃƒÂ©", "é")]
    [InlineData("â€™", "’")]
    [InlineData("ï»¿", "")]
    [InlineData("Ã", "Ã")]
    [InlineData("Ð", "Ð")]
    [InlineData("Â", "Â")]
    public void MisreadText(string piece, string expected) => AssertRepaired(piece, expected, "");

    [Theory]
    [InlineData("eÃ  ", "eà ")]
    [InlineData("voilÃ \n", "voilà\n")]
    [InlineData("“aâ€ ", "“a” ")]
    [InlineData("â€ ", "â€ ")]
    [InlineData("\u0093a\u0094 ", "“a” ")]
    public void LostBytes(string piece, string expected) => AssertRepaired(piece, expected, ByteOrderMark);

    [Theory]
    [InlineData(" \u0018a", " a")]
    [InlineData(" \u001Ca", " a")]
    [InlineData("a\u0019a ", "a’a ")]
    [InlineData(" \u001Ca\u001D", " “a”")]
    [InlineData("\u001B[1", "[1")]
    [InlineData("\u001B[1;1m", "")]
    [InlineData("\uFEFF", "")]
    public void Controls(string piece, string expected) => AssertRepaired(piece, expected, "");

    /// <summary>Letters all through, so that each run stands in a word of a megabyte.</summary>
    [Theory]
    [InlineData("ГЁx", "èx")]
    [InlineData("Ãºa", "úa")]
    public void OneWord(string piece, string expected) => AssertRepaired(piece, expected, "");

    [Fact]
    public void ALoneAccentedCapitalAtTheEndOfALongWord() => AssertRepaired("Ã", "Ã", " ");

    [Fact]
    public void AQuoteStaysAQuoteAsLongAsItsEndIsToCome()
    {
        Assert.Equal(" “a”  b", EncodingRepairTests.Repaired(" \u001Ca\u001D \u001C b"));
        Assert.Equal(" ‘a b’ c", EncodingRepairTests.Repaired(" \u0018a b\u0019 \u0018c"));
    }

    /// <summary>The word around a run of damage is looked for beside it only up to 40 characters, however many of them stand in one word.</summary>
    [Theory]
    [InlineData(38, true)]
    [InlineData(39, false)]
    public void AWordBesideItsRepairIsAnExplanationUpToFortyCharacters(int letters, bool isExplanation)
    {
        var word = new string('a', letters);
        var text = $"{word}Ã© {word}é";

        Assert.Equal(isExplanation ? text : $"{word}é {word}é", EncodingRepairTests.Repaired(text));
    }

    /// <summary>A step for each stretch, however many characters are in it.</summary>
    [Fact]
    public void NeighboursAreOneStep()
    {
        var plan = EncodingRepair.Repair(Encoding.UTF8.GetBytes("Ã©Ã© Ã©Ã©Ã©"), new System.Buffers.ArrayBufferWriter<byte>());

        Assert.Equal(
            [new RepairStep(0, 8, RepairKind.Misread, "windows-1252", 1, "éé"), new RepairStep(9, 12, RepairKind.Misread, "windows-1252", 1, "ééé")],
            plan.Steps);
    }

    private static void AssertRepaired(string piece, string expected, string end, RepairScope scope = RepairScope.Damage)
    {
        var count = TextBytes / Encoding.UTF8.GetByteCount(piece);
        var text = Utf8.Of(Repeat(piece, count) + end);
        HangGuard.Run(piece, () =>
        {
            // Not Assert.Equal, which would print the megabyte
            var repaired = new EncodingNormalizer(scope).Apply(text, out _).ToString();
            var whole = Repeat(expected, count) + end.Replace(ByteOrderMark, "", StringComparison.Ordinal);
            Assert.True(repaired == whole, $"{repaired.Length} instead of {whole.Length} characters: {repaired[..Math.Min(40, repaired.Length)]} ... {repaired[Math.Max(0, repaired.Length - 40)..]}");
        });
    }

    private static string Repeat(string piece, int count) => new StringBuilder(piece.Length * count).Insert(0, piece, count).ToString();
}
