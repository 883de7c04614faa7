using Cuvee.Engine;

namespace Cuvee.Publish;

/// <summary>quarantine.jsonl: what could not be read of the dataset's sources, in their order.</summary>
internal static class QuarantineFile
{
    public static void Write(string path, DatasetFacts facts)
    {
        using var file = File.Create(path);
        var buffer = new byte[64 * 1024];
        foreach (var source in facts.Sources)
        {
            for (long at = 0; at < source.QuarantineBytes;)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, source.QuarantineBytes - at));
                StoredBytes.ReadExactly(source.Quarantine, piece, at);
                file.Write(piece);
                at += piece.Length;
            }
        }
    }
}
