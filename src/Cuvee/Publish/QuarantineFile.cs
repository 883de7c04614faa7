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
                var read = RandomAccess.Read(source.Quarantine, buffer, at);
                file.Write(buffer, 0, read);
                at += read;
            }
        }
    }
}
