using System.Text.Json;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>The inputs and digests by which the dataset can be told again.</summary>
internal static class OriginSection
{
    /// <summary>A longer list is folded.</summary>
    private const int MaxOpen = 20;

    /// <summary>So many are a page of 100 kB; the manifest has them all.</summary>
    private const int MaxFiles = 500;

    public static Html Body(EmittedDataset dataset)
    {
        var (html, manifest) = (new Html(), dataset.Manifest);
        var inputs = manifest.List("inputs").ToList();
        html.Add($"<p>{Figures.Counted(inputs.Count, "file")}, {Figures.Bytes(inputs.Sum(input => input.Number("bytes")))}.</p>\n");
        var isFolded = inputs.Count > MaxOpen;
        if (isFolded) html.Add($"<details><summary>Input files");
        if (inputs.Count > MaxFiles) html.Add($", the first {MaxFiles} shown; <code>manifest.json</code> has all");
        if (isFolded) html.Add($"</summary>");
        AddFiles(html, inputs.Take(MaxFiles));
        if (isFolded) html.Add($"</details>\n");
        html.Add($"<dl class=\"digests\"><dt>Recipe</dt><dd class=\"digest\">{manifest.Text("recipe_sha256")}</dd><dt>Content</dt><dd class=\"digest\">{dataset.Recount.ContentDigest}</dd><dt>Seed</dt><dd class=\"digest\">{dataset.Recipe.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}</dd></dl>\n");
        return html;
    }

    private static void AddFiles(Html html, IEnumerable<JsonElement> inputs)
    {
        html.Add($"<div class=\"wide\" role=\"region\" aria-label=\"Input files\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">Source</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">Size</th><th scope=\"col\" class=\"digest\">SHA-256</th></tr></thead>\n<tbody>\n");
        foreach (var input in inputs)
        {
            html.Add($"<tr><th scope=\"row\">{input.Text("file")}</th><td>{input.Text("source")}</td><td class=\"number\">{input.Number("records")}</td><td class=\"number\">{Figures.Bytes(input.Number("bytes"))}</td><td class=\"digest\">{input.Text("sha256")}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
    }
}
