using Cuvee.Filter;
using Cuvee.Model;

namespace Cuvee.Tests.Filter;

public sealed class NoImagesFilterTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("[]", false)]
    [InlineData("""{"images":[],"videos":[null,""]}""", false)]
    [InlineData("""{"images":["a.png"]}""", true)]
    [InlineData("""["ä.jpg"]""", true)]
    public void JudgesMedia(string media, bool drops) =>
        Assert.Equal(drops, new NoImagesFilter().Judge(Sample.Of(Sample.User("<image> look")) with { Media = Utf8.Of(media) }).Drops);

    [Theory]
    [InlineData("""[{"type":"text","text":"an image_url in words"}]""", false)]
    [InlineData("""[{"text":"a","image":null}]""", false)]
    [InlineData("""[{"type":"text","text":"a","extra":{"image":"deep"}}]""", false)]
    [InlineData("""[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"u"}}]""", true)]
    [InlineData("""[{"image":"a.png"}]""", true)]
    [InlineData("""[{"type":"input_audio"}]""", true)]
    public void JudgesParts(string parts, bool drops)
    {
        var turn = Sample.User("a") with { Parts = Utf8.Of(parts) };
        Assert.Equal(drops, new NoImagesFilter().Judge(Sample.Of(turn)).Drops);
        Assert.Equal(drops, new NoImagesFilter().Judge(Sample.Of() with { Rejected = [turn] }).Drops);
    }
}
