using System.Text.Json;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Normalize.Misread;

/// <summary>Damaged texts and look-alikes, written by generate_misread_vectors.py with the codecs of Python.</summary>
internal static class MisreadVectors
{
    public sealed record Vector(string Codec, int Rounds, string Language, string Text, string Expected)
    {
        public bool IsGood => Rounds == 0;
    }

    public static List<Vector> All { get; } =
        [.. File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Cuvee.Tests", "Normalize", "Vectors", "misread.jsonl")).Select(line => JsonSerializer.Deserialize<Vector>(line, JsonSerializerOptions.Web)!)];
}
