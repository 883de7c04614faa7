using Cuvee.Engine;

namespace Cuvee.Publish;

/// <summary>quarantine.jsonl: what could not be read of the dataset's sources, in their order.</summary>
internal static class QuarantineFile
{
    public static void Write(string path, DatasetFacts facts)
    {
        using var file = File.Create(path);
        byte[] buffer = [];
        foreach (var staged in facts.Sources.SelectMany(source => source.Staged.Files))
        {
            foreach (var piece in staged.Quarantine) file.Write(staged.Read(piece, ref buffer));
        }
    }
}
