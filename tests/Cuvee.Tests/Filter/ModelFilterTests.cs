using Cuvee.Filter;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.FastText;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Filter;

public sealed class ModelFilterTests
{
    private const double Sure = 0.9932721;

    [Theory]
    [InlineData("the", null, 0, 0)]
    [InlineData("the\nthe", null, 0, 0)]
    [InlineData("größe", "language_other", Sure, double.NaN)]
    [InlineData("the größe", "language_other", 0.4998748, double.NaN)]
    [InlineData("the the größe", "language_low", 0.8409729, 0.9932)]
    [InlineData("unknown", "language_missing", double.NaN, double.NaN)]
    [InlineData("", "language_missing", double.NaN, double.NaN)]
    public void KeepsWhatIsInAnAllowedLanguage(string text, string? reason, double measured, double threshold) =>
        AssertVerdict(new(reason, measured, threshold), Judge("language: { model: m, allow: [en, __label__hq], min: 0.9932 }", text));

    [Fact]
    public void ALanguageIsLikelyEnoughOnTheBoundAndNotAboveIt()
    {
        Assert.Equal(Verdict.Keep, Judge("language: { model: m, allow: [en], min: 0.99327 }", "the"));
        Assert.Equal("language_low", Judge("language: { model: m, allow: [en], min: 0.99328 }", "the").Reason);
        Assert.Equal(Verdict.Keep, Judge("language: { model: m, allow: [en], missing: keep }", "unknown"));
    }

    [Theory]
    [InlineData("label: en, min: 0.99327", null)]
    [InlineData("label: en, min: 0.99328", "fasttext_low")]
    [InlineData("label: __label__en, max: 0.99328", null)]
    [InlineData("label: en, max: 0.99327", "fasttext_high")]
    public void KeepsALabelWithinBounds(string parameters, string? reason) => Assert.Equal(reason, Judge($"fasttext: {{ model: m, {parameters} }}", "the").Reason);

    [Fact]
    public void AnUnknownTextHasNoProbability()
    {
        Assert.Equal(new Verdict("fasttext_missing"), Judge("fasttext: { model: m, label: en, min: 0 }", "unknown"));
        Assert.Equal(Verdict.Keep, Judge("fasttext: { model: m, label: en, min: 1, missing: keep }", "unknown"));
    }

    [Theory]
    [InlineData("text", 3)]
    [InlineData("prompt", 1)]
    [InlineData("first_user", 0)]
    [InlineData("answer", 2)]
    public void ClassifiesTheTextsItIsToldTo(string on, int expected)
    {
        var record = Sample.Of(Sample.System("the the the the the"), Sample.User("the"), Sample.User("größe the the"), Sample.Assistant("größe"));
        string?[] reasons = [null, null, "language_other", null];
        Assert.Equal(reasons[expected], Filter($"language: {{ model: m, allow: [en], on: {on} }}").Judge(record).Reason);
    }

    [Fact]
    public void JudgesAMegabyteWithoutAllocating()
    {
        var record = Sample.Of(Sample.Assistant(string.Concat(Enumerable.Repeat("the größe 語 ", 1 << 16))));
        foreach (var filter in (IFilter[])[Filter("language: { model: m, allow: [en], min: 0.1 }"), Filter("fasttext: { model: m, label: de, min: 0.1 }")])
        {
            Assert.Equal(0, Allocation.Least(() => filter.Judge(record)));
        }
    }

    [Theory]
    [InlineData("language: { model: m, allow: [en, fr] }", "tiny.bin has no label 'fr'; its labels are en, de, hq")]
    [InlineData("fasttext: { model: m, label: fr, min: 0 }", "tiny.bin has no label 'fr'; its labels are en, de, hq")]
    public void ALabelMustBeInTheModel(string filter, string message) => Assert.Equal(message, Assert.Throws<CuveeException>(() => Filter(filter)).Message);

    [Fact]
    public void WithoutAModelItSaysWhichWouldServe() => Assert.Equal(
        "filter:1:1: 'language' has no 'model', and languages are not told apart without one; fetch lid.176.ftz (0.9 MB) or lid.176.bin (126 MB) from fasttext.cc and name its path",
        Assert.Throws<RecipeException>(() => FilterCall.Parse("language: { allow: [en] }")).Message);

    [Fact]
    public void AnAbsolutePathKeepsItsLastSegmentInArtefacts() => Assert.Equal(
        "language@1(model=lid.bin,allow=[en],min=0.5,on=text,missing=drop)", FilterCall.Parse("language: { model: /home/me/lid.bin, allow: [en] }").ToString());

    private static IFilter Filter(string yaml) => TinyModel.Give(FilterCall.Parse(yaml).Filter);

    private static Verdict Judge(string yaml, string text) => Filter(yaml).Judge(Sample.Of(Sample.User(text)));

    private static void AssertVerdict(Verdict expected, Verdict found)
    {
        Assert.Equal((expected.Reason, expected.Threshold), (found.Reason, found.Threshold));
        Assert.Equal(expected.Measured, found.Measured, 1e-5);
    }
}
