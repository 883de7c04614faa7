using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Json;
using Cuvee.Publish;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>gates.json: what each gate said, with the first hundred offenders.</summary>
public static class GatesFile
{
    public static void Write(string path, ImmutableArray<GateResult> gates)
    {
        using var file = File.Create(path);
        Write(file, gates);
    }

    public static void Write(Stream target, ImmutableArray<GateResult> gates) => JsonDocumentWriter.Write(target, writer =>
    {
        writer.WriteStartObject();
        WriteMembers(writer, gates);
        writer.WriteEndObject();
    });

    /// <summary>Writes whether all passed, and what each said, as members of an object.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, ImmutableArray<GateResult> gates)
    {
        writer.WriteBoolean("passed", gates.All(gate => gate.Status != GateStatus.Failed));
        writer.WriteObjects("gates", gates, gate =>
        {
            writer.WriteString("name", gate.Name);
            writer.WriteString("status", Word(gate.Status));
            writer.WriteString("message", gate.Message);
            if (!gate.Figures.IsEmpty) writer.WriteCounts("figures", gate.Figures);
            writer.WriteNumber("offender_count", gate.OffenderCount);
            writer.WriteStrings("offenders", gate.Offenders);
        });
    }

    /// <summary>The word of the contract: passed, warned, failed, off.</summary>
    public static string Word(GateStatus status) => status.ToString().ToLowerInvariant();
}
