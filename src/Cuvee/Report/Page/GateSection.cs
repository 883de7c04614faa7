using System.Text.Json;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>What gates.json says, gate by gate.</summary>
internal static class GateSection
{
    public static List<string> Statuses(EmittedDataset dataset) => [.. dataset.GatesDocument.List("gates").Select(gate => gate.Text("status"))];

    public static Html Body(EmittedDataset dataset)
    {
        var (html, off) = (new Html(), new List<string>());
        html.Add($"<p>Each gate reads the files again that were written.</p>\n<ul class=\"gates\">\n");
        foreach (var gate in dataset.GatesDocument.List("gates").OrderBy(gate => Order(gate.Text("status"))))
        {
            var (name, status, offenders) = (gate.Text("name"), gate.Text("status"), gate.List("offenders").Select(TextOf).ToList());
            if (status == "off")
            {
                off.Add(name);
                continue;
            }

            html.Add($"<li class=\"{status}\"><p><b>{name}</b> <span class=\"status\">{status}</span></p><p>{gate.Text("message")}</p>");
            if (offenders.Count > 0)
            {
                html.Add($"<details><summary>{gate.Number("offender_count")} offenders");
                if (offenders.Count < gate.Number("offender_count")) html.Add($", the first {offenders.Count} shown");
                html.Add($"</summary><ul>\n");
                foreach (var offender in offenders) html.Add($"<li>{offender}</li>\n");
                html.Add($"</ul></details>");
            }

            html.Add($"</li>\n");
        }

        html.Add($"</ul>\n");
        if (off.Count > 0) html.Add($"<p>Not asked for: {string.Join(", ", off)}.</p>\n");
        return html;
    }

    /// <summary>What needs attention stands first.</summary>
    private static int Order(string status) => status switch { "failed" => 0, "warned" => 1, _ => 2 };

    private static string TextOf(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
}
