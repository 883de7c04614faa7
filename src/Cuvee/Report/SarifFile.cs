using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Json;
using Cuvee.Publish;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>
/// What gates complain of as SARIF 2.1.0: a rule for each gate, a result for each gate that failed or warned and for each offender it lists. An offender that
/// is a line points at the line of the input file it was read from, with the emitted line beside it; else at the line of recipe.json, or of the contract, that asks for it. Paths
/// are relative, to the folder of the recipe (RECIPE) or of the verified output (OUTPUT), and nothing changes from run to run.
/// </summary>
public static class SarifFile
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string InputBase = "RECIPE";
    private const string OutputBase = "OUTPUT";

    public static void Write(Stream target, VerificationResult result) => JsonDocumentWriter.Write(target, json =>
    {
        ImmutableArray<string> rules = [.. result.Datasets.SelectMany(dataset => dataset.Gates).Select(gate => gate.Name).Append("summary").Distinct(StringComparer.Ordinal)];
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, rules);
        WriteBases(json);
        json.WriteString("columnKind", "unicodeCodePoints");
        json.WriteStartArray("results");
        foreach (var dataset in result.Datasets)
        {
            var prefix = result.IsBuild ? $"{Path.GetFileName(dataset.Folder)}/" : string.Empty;
            foreach (var gate in dataset.Gates.Where(gate => gate.Status is GateStatus.Failed or GateStatus.Warned)) Write(json, prefix, dataset.Name, gate, rules.IndexOf(gate.Name));
        }

        foreach (var problem in result.SummaryProblems) Write(json, "summary", rules.IndexOf("summary"), "error", problem, () => WriteLocation(json, "summary.json", OutputBase, 1));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter json, ImmutableArray<string> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "cuvee");
        json.WriteString("version", typeof(SarifFile).Assembly.GetName().Version!.ToString(3));
        json.WriteObjects("rules", rules, rule =>
        {
            json.WriteString("id", rule);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", rule == "summary" ? "summary.json equals a recount." : $"The gate {rule} passes.");
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBases(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        foreach (var (name, words) in new[] { (InputBase, "The folder of the recipe."), (OutputBase, "The folder that was verified.") })
        {
            json.WriteStartObject(name);
            json.WriteStartObject("description");
            json.WriteString("text", words);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The gate as a whole, then its offenders.</summary>
    private static void Write(Utf8JsonWriter json, string prefix, string dataset, GateResult gate, int rule)
    {
        var level = gate.Status == GateStatus.Failed ? "error" : "warning";
        var more = gate.OffenderCount > gate.Offenders.Length ? $" ({gate.Offenders.Length:N0} of {gate.OffenderCount:N0} offenders follow)" : string.Empty;
        Write(json, gate.Name, rule, level, $"{dataset}: {gate.Message}{more}", () => WritePlace(json, prefix, gate.Places.FirstOrDefault()), gate.Places.FirstOrDefault(), prefix);
        for (var i = 0; i < gate.Offenders.Length; i++)
        {
            var place = gate.Places.ElementAtOrDefault(i + 1);
            Write(json, gate.Name, rule, level, $"{dataset}: {gate.Offenders[i]}", () => WritePlace(json, prefix, place), place, prefix);
        }
    }

    private static void Write(Utf8JsonWriter json, string gate, int rule, string level, string message, Action writeLocation, OffenderPlace? place = null, string prefix = "")
    {
        json.WriteStartObject();
        json.WriteString("ruleId", gate);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", level);
        json.WriteStartObject("message");
        json.WriteString("text", message);
        json.WriteEndObject();
        json.WriteStartArray("locations");
        writeLocation();
        json.WriteEndArray();
        if (place is { InputFile: not null, OutputFile: { } emitted })
        {
            json.WriteStartArray("relatedLocations");
            WriteLocation(json, prefix + emitted, OutputBase, place.OutputLine);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string prefix, OffenderPlace? place)
    {
        if (place?.InputFile is { } input) WriteLocation(json, input, InputBase, place.InputLine);
        else if (place?.OutputFile is { } output) WriteLocation(json, prefix + output, OutputBase, place.OutputLine);
        else if (place is { AskedIn: not OffenderPlace.RecipeFile }) WriteLocation(json, Path.IsPathRooted(place.AskedIn) ? Path.GetFileName(place.AskedIn) : place.AskedIn, null, place.Recipe.Line, place.Recipe.Column);
        else WriteLocation(json, $"{prefix}recipe.json", OutputBase, Math.Max(1, place?.Recipe.Line ?? 1), place?.Recipe.Column ?? 0);
    }

    private static void WriteLocation(Utf8JsonWriter json, string path, string? baseId, long line, int column = 0)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
        if (baseId is not null) json.WriteString("uriBaseId", baseId);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", line);
        if (column > 0) json.WriteNumber("startColumn", column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
