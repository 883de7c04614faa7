using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>The inputs and digests by which the dataset can be told again.</summary>
internal static class OriginSection
{
    public static Html Body(EmittedDataset dataset)
    {
        var (html, manifest) = (new Html(), dataset.Manifest);
        html.Add($"<div class=\"wide\" role=\"region\" aria-label=\"Input files\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">Source</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">Size</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n");
        foreach (var input in manifest.List("inputs"))
        {
            html.Add($"<tr><th scope=\"row\">{input.Text("file")}</th><td>{input.Text("source")}</td><td class=\"number\">{input.Number("records")}</td><td class=\"number\">{HeadSection.Bytes(input.Number("bytes"))}</td><td class=\"digest\">{input.Text("sha256")}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n<dl class=\"digests\"><dt>Recipe</dt><dd class=\"digest\">{manifest.Text("recipe_sha256")}</dd><dt>Content</dt><dd class=\"digest\">{dataset.Recount.ContentDigest}</dd><dt>Seed</dt><dd class=\"digest\">{dataset.Recipe.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}</dd></dl>\n");
        return html;
    }
}
