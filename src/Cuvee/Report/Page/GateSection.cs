using System.Text.Json;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>What gates.json says, gate by gate.</summary>
internal static class GateSection
{
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

            html.Add($"<li class=\"{status}\"><p><b>{name}</b> <span class=\"status\">{status}</span></p>");
            AddMessage(html, Clauses(gate.Text("message")));
            if (offenders.Count > 0)
            {
                html.Add($"<details><summary>{Figures.Counted(gate.Number("offender_count"), "offender")}");
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

    /// <summary>The parts of a message that says several things; where the first example stands belongs to what was said before it.</summary>
    public static List<string> Clauses(string message)
    {
        var clauses = new List<string>();
        foreach (var part in message.Split("; "))
        {
            if (clauses.Count > 0 && part.StartsWith("first", StringComparison.Ordinal)) clauses[^1] += $"; {part}";
            else clauses.Add(part);
        }

        return clauses;
    }

    private static void AddMessage(Html html, List<string> clauses)
    {
        if (clauses.Count == 1)
        {
            html.Add($"<p>{clauses[0]}</p>");
            return;
        }

        html.Add($"<ul class=\"clauses\">\n");
        foreach (var clause in clauses) html.Add($"<li>{clause}</li>\n");
        html.Add($"</ul>");
    }

    /// <summary>What needs attention stands first.</summary>
    private static int Order(string status) => status switch { "failed" => 0, "warned" => 1, _ => 2 };

    private static string TextOf(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
}
