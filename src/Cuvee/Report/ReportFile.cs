using System.Text.Json;
using Cuvee.Json;
using Cuvee.Publish;

namespace Cuvee.Report;

/// <summary>report.json: the numbers a person asks for: where records went, per source, family and tag value.</summary>
internal static class ReportFile
{
    public static void Write(string path, DatasetReport report, DatasetStudy study) => JsonDocumentWriter.Write(path, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", report.Dataset.Name);
        ManifestFile.WriteCounts(writer, report);
        writer.WriteCounts("splits", report.Splits.Select(split => KeyValuePair.Create(split.Name, split.Records)));
        writer.WriteStartObject("sources");
        foreach (var source in report.Parts(cell => cell.Source))
        {
            writer.WriteStartObject(source.Name);
            writer.WriteNumber("read", source.Read);
            writer.WriteNumber("kept", source.Kept);
            writer.WriteDropped(report.Tally.Dropped(cell => cell.Source == source.Name));
            writer.WriteNumber("quarantined", source.Quarantined);
            writer.WriteNumber("emitted", source.Emitted);
            writer.WriteNumber("percent", source.Percent);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        ManifestFile.WriteParts(writer, "families", report.Parts(cell => cell.Family).Where(part => part.Name.Length > 0));
        ManifestFile.WriteMix(writer, report);
        WriteNearDuplicates(writer, report.NearClusters);
        writer.WriteStartObject("tags");
        foreach (var tag in TagNames(report)) ManifestFile.WriteParts(writer, tag, report.Parts(cell => cell.Tag(tag)));
        writer.WriteEndObject();
        foreach (var (name, value) in study.Members())
        {
            writer.WritePropertyName(name);
            if (value is null) writer.WriteNullValue();
            else value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });

    private static void WriteNearDuplicates(Utf8JsonWriter writer, NearClusters? clusters)
    {
        if (clusters is null)
        {
            writer.WriteNull("near_duplicates");
            return;
        }

        writer.WriteStartObject("near_duplicates");
        writer.WriteNumber("dropped", clusters.Dropped);
        writer.WriteNumber("kept", clusters.Kept);
        writer.WriteObjects("largest", clusters.Largest, cluster =>
        {
            writer.WriteString("id", cluster.Id);
            writer.WriteString("place", cluster.Place);
            writer.WriteNumber("dropped", cluster.Dropped);
        });
        writer.WriteCounts("similarity", clusters.Similarities.Select(step => KeyValuePair.Create($"{step.From:0.00}", step.Records)));
        writer.WriteEndObject();
    }

    /// <summary>The tags beside the family that the dataset's sources have, ordered.</summary>
    private static IEnumerable<string> TagNames(DatasetReport report) =>
        report.Recipe.Sources.Where(source => report.Dataset.From.Contains(source.Name))
            .SelectMany(source => source.Tags).Select(tag => tag.Name).Where(name => name != "family").Distinct().Order(StringComparer.Ordinal);
}
