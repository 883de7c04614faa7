using Cuvee.Publish;

namespace Cuvee.Tests.Publish;

public sealed class EvenStreamTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cuvee-test-").FullName;

    [Theory]
    [InlineData("jsonl.gz")]
    [InlineData("jsonl.zst")]
    public void The_size_of_writes_does_not_show_in_a_compressed_file(string kind)
    {
        var random = new Random(5);
        var bytes = new byte[500_000];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)"abcdefgh \n"[random.Next(10)];
        var files = new[] { 1, 1000, 65_536, 300_000, 500_000 }.Select(size =>
        {
            var path = Path.Combine(_folder, $"{size}");
            using (var file = FileKinds.Create(path, kind))
            {
                foreach (var piece in bytes.Chunk(size)) file.Write(piece);
            }

            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
        });
        Assert.Single(files.Distinct());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
