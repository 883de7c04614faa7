using System.Text.Json;
using Cuvee.Report;
using Cuvee.Verify;

namespace Cuvee.Cli;

/// <summary>What the gates say of a dataset, as a member of a JSON object under its name.</summary>
internal static class GateJson
{
    public static void Write(Utf8JsonWriter writer, VerifiedDataset dataset)
    {
        writer.WriteStartObject(dataset.Name);
        writer.WriteBoolean("passed", dataset.Passed);
        writer.WriteStartArray("gates");
        foreach (var gate in dataset.Gates)
        {
            writer.WriteStartObject();
            writer.WriteString("name", gate.Name);
            writer.WriteString("status", GatesFile.Word(gate.Status));
            writer.WriteString("message", gate.Message);
            writer.WriteNumber("offender_count", gate.OffenderCount);
            writer.WriteStartArray("offenders");
            foreach (var offender in gate.Offenders) writer.WriteStringValue(offender);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
