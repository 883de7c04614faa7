using System.Text.Json;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Similarity;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>split-proof.json: for each record outside the first split its nearest neighbour in it, computed from the emitted files.</summary>
internal static class SplitProofFile
{
    public const string Name = "split-proof.json";

    /// <summary>Lower ends of the groups that neighbours are counted in.</summary>
    private static readonly double[] Steps = [0.5, 0.6, 0.7, 0.8, 0.9];

    public static void Write(string path, ReadBack readBack, SplitComparison? comparison) => File.WriteAllBytes(path, Bytes(readBack, comparison));

    /// <summary>The document, one record a line, so that a difference between two of them reads well.</summary>
    public static byte[] Bytes(ReadBack readBack, SplitComparison? comparison)
    {
        using var stream = new MemoryStream();
        JsonDocumentWriter.Write(stream, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema_version", 1);
            if (comparison is null) writer.WriteNull("near_duplicates");
            else Write(writer, comparison);
            writer.WriteEndObject();
        });
        if (comparison is null || comparison.Nearest.IsEmpty) return stream.ToArray();

        // The writer knows no element a line: the list goes in before the closing brace
        stream.SetLength(stream.Length - "\n}\n".Length);
        using (var lines = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" })
        {
            lines.Write(",\n  \"records\": [\n    ");
            lines.Write(string.Join(",\n    ", comparison.Nearest.Select(neighbour => Line(readBack, neighbour))));
            lines.Write("\n  ]\n}\n");
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, SplitComparison comparison)
    {
        writer.WriteStartObject("near_duplicates");
        ResolvedRecipe.Write(writer, comparison.Rule);
        writer.WriteNumber("floor", comparison.Floor);
        writer.WriteNumber("pairs_across_splits", comparison.PairCount);
        writer.WriteEndObject();
        writer.WriteStartObject("nearest");
        writer.WriteNumber("none", comparison.Nearest.Count(neighbour => neighbour.Nearest < 0));
        var steps = Steps.Where(step => step > comparison.Floor).Prepend(comparison.Floor).ToArray();
        for (var i = 0; i < steps.Length; i++)
        {
            var end = i + 1 < steps.Length ? steps[i + 1] : double.PositiveInfinity;
            writer.WriteNumber(Numbers.Text((decimal)steps[i]), comparison.Nearest.Count(neighbour => neighbour.Nearest >= 0 && neighbour.Similarity >= steps[i] && neighbour.Similarity < end));
        }

        writer.WriteEndObject();
    }

    private static string Line(ReadBack readBack, JoinNeighbour neighbour)
    {
        var record = JsonSerializer.Serialize(readBack.Place(neighbour.Position));
        return neighbour.Nearest < 0
            ? $"{{ \"record\": {record}, \"nearest\": null }}"
            : $"{{ \"record\": {record}, \"nearest\": {JsonSerializer.Serialize(readBack.Place(neighbour.Nearest))}, \"similarity\": {Numbers.Text(Math.Round((decimal)neighbour.Similarity, 6))} }}";
    }
}
