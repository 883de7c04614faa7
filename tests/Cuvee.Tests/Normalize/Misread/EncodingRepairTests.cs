using System.Buffers;
using System.Text;
using Cuvee.Normalize.Misread;

namespace Cuvee.Tests.Normalize.Misread;

public sealed class EncodingRepairTests
{
    [Fact]
    public void EveryDamagedTextComesBackExactly()
    {
        var damaged = MisreadVectors.All.Where(vector => !vector.IsGood).ToList();

        Assert.Equal(581, damaged.Count);
        Assert.Equal(22, damaged.Select(vector => vector.Language).Where(language => language is not ("" or "mixed")).Distinct().Count());
        Assert.Equal([], damaged.Where(vector => Repaired(vector.Text) != vector.Expected).Select(vector => $"{vector.Codec} {vector.Rounds} {vector.Language}"));
    }

    [Fact]
    public void NoGoodTextChanges()
    {
        var good = MisreadVectors.All.Where(vector => vector.IsGood).ToList();

        Assert.Equal(84, good.Count);
        Assert.Equal([], good.Select(vector => vector.Text).Where(text => Repaired(text) != text));
    }

    [Fact]
    public void WhatIsRepairedStays() =>
        Assert.Equal([], MisreadVectors.All.Select(vector => vector.Expected).Where(text => Repaired(text) != text && !text.Contains('\u0085')));

    [Fact]
    public void ThePlanNamesCodecAndRounds()
    {
        var plan = Plan("Chéri et ChÃƒÂ©ri \u0007du cafÃ©", RepairScope.Damage);

        Assert.Equal(
            [
                new RepairStep(12, 8, RepairKind.Misread, "windows-1252", 2, "é"),
                new RepairStep(23, 1, RepairKind.Control, "", 0, ""),
                new RepairStep(30, 4, RepairKind.Misread, "windows-1252", 1, "é"),
            ],
            plan.Steps);
        Assert.Equal((0, false), (plan.ReplacementCharacters, plan.IsExplanation));
    }

    [Fact]
    public void LostCharactersAreCountedAndStay()
    {
        var plan = Plan("caf\uFFFD, na\uFFFDve", RepairScope.Damage);

        Assert.Equal((0, 2), (plan.Steps.Count, plan.ReplacementCharacters));
    }

    [Fact]
    public void AnExplanationIsLeftAlone()
    {
        var plan = Plan("When UTF-8 is read as Latin-1, café becomes cafÃ©", RepairScope.Damage);

        Assert.Equal((0, true), (plan.Steps.Count, plan.IsExplanation));
    }

    [Theory]
    [InlineData("Tom &amp; Jerry &copy; 2020", "Tom & Jerry © 2020")]
    [InlineData("It&#8217;s &#x41;", "It’s A")]
    [InlineData("the ﬁrst eﬃcient ﬂow", "the first efficient flow")]
    [InlineData("AT&T, x&y; &nosuch; &copy", "AT&T, x&y; &nosuch; &copy")]
    [InlineData("<p>a &amp; b</p>", "<p>a &amp; b</p>")]
    [InlineData("use &lt;b&gt; in text", "use &lt;b&gt; in text")]
    [InlineData("an HTML entity such as &amp;", "an HTML entity such as &amp;")]
    [InlineData("write \"&amp;\" for it", "write \"&amp;\" for it")]
    public void EntitiesAndLigaturesByChoice(string text, string expected)
    {
        Assert.Equal(expected, Repaired(text, RepairScope.All));
        Assert.Equal(text, Repaired(text));
    }

    [Theory]
    [InlineData("Plain ASCII\twith\r\nlines\f", false)]
    [InlineData("L’été à la mer, « où » — voilà… ça", false)]
    [InlineData("Їхав козак за Дунай; Сегодня утром в лес", false)]
    [InlineData("今天早上我们去公园散步，天气很好。", false)]
    [InlineData("a\u0001", true)]
    [InlineData("cafÃ©", true)]
    [InlineData("voilÃ  la", true)]
    [InlineData("\uFEFF", true)]
    [InlineData("\uFFFD", true)]
    public void OrdinaryTextIsPassedOver(string text, bool isSuspicious)
    {
        foreach (var padding in new[] { 0, 1, 29, 30, 31, 32, 33, 63, 64, 65 })
            Assert.Equal(isSuspicious, EncodingRepair.IsSuspicious(Encoding.UTF8.GetBytes($"{new string('a', padding)} {text} {new string('b', padding)}")));
    }

    [Fact]
    public void AMegabyteOfDamage()
    {
        var text = string.Concat(Enumerable.Repeat("Une crème brûlée à la terrasse d’un café. ", 25_000));

        Assert.Equal(text, Repaired(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))));
    }

    internal static string Repaired(string text, RepairScope scope = RepairScope.Damage)
    {
        var output = new ArrayBufferWriter<byte>();
        EncodingRepair.Repair(Encoding.UTF8.GetBytes(text), output, scope);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static RepairPlan Plan(string text, RepairScope scope) => EncodingRepair.Repair(Encoding.UTF8.GetBytes(text), new ArrayBufferWriter<byte>(), scope);
}
