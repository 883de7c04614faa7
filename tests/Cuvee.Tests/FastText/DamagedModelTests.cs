using Cuvee.FastText;
using Cuvee.Model;

namespace Cuvee.Tests.FastText;

public sealed class DamagedModelTests
{
    [Fact]
    public void AFileThatEndsTooEarlyIsCalledTruncated()
    {
        var bytes = TinyModel.Bytes();
        for (var length = 4; length < bytes.Length; length++)
        {
            var message = Assert.Throws<CuveeException>(() => TinyModel.Load(bytes[..length])).Message;
            Assert.Matches("^tiny.bin: the fastText model ends within its (header|vocabulary|input matrix|output matrix); it is truncated, fetch or write it again$", message);
        }
    }

    [Theory]
    [InlineData(0, 7, "tiny.bin: not a fastText model; name a .bin or .ftz file that fastText has written")]
    [InlineData(4, 13, "tiny.bin: a fastText model of version 13, and versions up to 12 are known; write it with fastText 0.9")]
    [InlineData(8, 0, "tiny.bin: a damaged fastText model (its header is one with sizes that cannot be); fetch or write it again")]
    [InlineData(32, 9, "tiny.bin: a damaged fastText model (its header is one of no known kind); fetch or write it again")]
    [InlineData(36, 2, "tiny.bin: a fastText model of word vectors, which has no labels; name a classifier (fasttext supervised)")]
    [InlineData(48, 3, "tiny.bin: a damaged fastText model (its header is one with n-grams and no vectors for them); fetch or write it again")]
    [InlineData(68, 4, "tiny.bin: a damaged fastText model (its vocabulary is one with sizes that cannot be); fetch or write it again")]
    public void SaysWhatIsWrongWithANumber(int at, int value, string message)
    {
        var bytes = TinyModel.Bytes();
        BitConverter.TryWriteBytes(bytes.AsSpan(at), value);
        Assert.Equal(message, Assert.Throws<CuveeException>(() => TinyModel.Load(bytes)).Message);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    public void AShortFileIsNoModel(byte[] bytes) =>
        Assert.Equal("tiny.bin: not a fastText model; name a .bin or .ftz file that fastText has written", Assert.Throws<CuveeException>(() => TinyModel.Load(bytes)).Message);

    [Fact]
    public void NothingMayFollow() => Assert.Equal(
        "tiny.bin: a damaged fastText model (1 bytes follow its last matrix); fetch or write it again",
        Assert.Throws<CuveeException>(() => TinyModel.Load([.. TinyModel.Bytes(), 0])).Message);

    [Fact]
    public void AMissingFileIsNamed() => Assert.Equal(
        "models/lid.bin: the fastText model cannot be read; check the path, which is relative to the recipe",
        Assert.Throws<CuveeException>(() => FastTextModel.Load("/no/such/file", "models/lid.bin")).Message);

    /// <summary>Whatever stands in the file, it is a model that predicts or an error that names it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void NoByteCanCrashIt(int loss)
    {
        var bytes = TinyModel.Bytes(loss);
        var random = new Random(loss);
        var refused = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var broken = (byte[])bytes.Clone();
            for (var i = 0; i <= round % 3; i++) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            try
            {
                TinyModel.Load(broken).Predict("the größe __label__en x"u8, new LabelPrediction[2]);
            }
            catch (CuveeException exception)
            {
                Assert.StartsWith("tiny.bin: ", exception.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 500, 2_900);
    }
}
