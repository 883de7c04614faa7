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
        GatesFile.WriteMembers(writer, dataset.Gates);
        writer.WriteEndObject();
    }
}
