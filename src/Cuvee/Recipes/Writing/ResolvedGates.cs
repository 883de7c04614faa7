using System.Text.Json;
using Cuvee.Json;

namespace Cuvee.Recipes;

/// <summary>Writes the gates with rules of their own as they stand in a resolved recipe.</summary>
internal static class ResolvedGates
{
    public static void Write(Utf8JsonWriter json, Gates gates)
    {
        if (gates.ToolCalls is { } calls) Write(json, calls);
        if (gates.Licence is { } licence) Write(json, licence);
    }

    private static void Write(Utf8JsonWriter json, ToolCallsGate gate)
    {
        json.WriteStartObject("tool_calls");
        json.WriteString("schema", DecontaminateRule.WithoutRoot(gate.Schema));
        if (!gate.Expect.IsEmpty) json.WriteStrings("expect", gate.Expect);
        if (gate.Context is { } context) Write(json, context);
        WriteEnd(json, gate.Offending);
    }

    private static void Write(Utf8JsonWriter json, ContextRule context)
    {
        json.WriteStartObject("context");
        json.WriteString("key", context.Key);
        json.WriteBoolean("first", context.IsFirst);
        if (!context.Fields.IsEmpty) json.WriteStrings("fields", context.Fields);
        if (!context.Patterns.IsEmpty) ResolvedRecipe.WriteObject(json, "patterns", context.Patterns, entry => entry.Key, (json, entry) => json.WriteStringValue(entry.Value));
        if (!context.Lengths.IsEmpty) ResolvedRecipe.WriteObject(json, "lengths", context.Lengths, entry => entry.Key, (json, entry) => json.WriteNumberValue(entry.Value));
        if (!context.Filled.IsEmpty) json.WriteStrings("filled", context.Filled);
        if (!context.Distinct.IsEmpty) json.WriteStrings("distinct", context.Distinct);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LicenceGate gate)
    {
        json.WriteStartObject("licence");
        json.WriteStrings("allow", gate.Allowed);
        json.WriteString("missing", gate.AllowsMissing ? "allow" : "fail");
        WriteEnd(json, gate.Offending);
    }

    private static void WriteEnd(Utf8JsonWriter json, Threshold offending)
    {
        ResolvedDataset.WriteOptional(json, "warn", offending.Warn);
        ResolvedDataset.WriteOptional(json, "error", offending.Error);
        json.WriteEndObject();
    }
}
