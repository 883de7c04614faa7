using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>summary.json: the recipe as a whole. The same document is the answer of <c>cuvee build --json</c>.</summary>
public static class SummaryFile
{
    internal const string Name = "summary.json";

    /// <summary>Writes the summary of a build into its output folder, in one step.</summary>
    public static void Write(string outFolder, Recipe recipe, BuildResult result)
    {
        var aside = Path.Combine(outFolder, $".{Name}.partial");
        JsonDocumentWriter.Write(aside, writer => Write(writer, recipe.Name, result));
        File.Move(aside, Path.Combine(outFolder, Name), overwrite: true);
    }

    /// <summary>Writes the summary to a stream.</summary>
    public static void Write(Stream target, Recipe recipe, BuildResult result) => JsonDocumentWriter.Write(target, writer => Write(writer, recipe.Name, result));

    private static void Write(Utf8JsonWriter writer, string name, BuildResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteBoolean("passed", result.Passed);
        writer.WriteStartObject("datasets");
        foreach (var dataset in result.Datasets)
        {
            writer.WriteStartObject(dataset.Name);
            writer.WriteNumber("read", dataset.Counts.Read);
            writer.WriteDropped(dataset.Counts.Dropped);
            writer.WriteNumber("quarantined", dataset.Counts.Quarantined);
            writer.WriteNumber("kept", dataset.Counts.Kept);
            writer.WriteNumber("emitted", dataset.Counts.Emitted);
            writer.WriteCounts("splits", dataset.Counts.Splits);
            writer.WriteStartObject("gates");
            foreach (var gate in dataset.Gates) writer.WriteString(gate.Name, GatesFile.Word(gate.Status));
            writer.WriteEndObject();
            writer.WriteString("content_digest", dataset.ContentDigest);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
