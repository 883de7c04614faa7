using System.Security.Cryptography;
using System.Text;
using Cuvee.Engine;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>
/// report.html: what report.json, gates.json and the data hold, for a person to read. One file that loads nothing and runs nothing: charts are drawn
/// as SVG, each with its table, and all it says follows from the other files of the folder.
/// </summary>
internal static class ReportPage
{
    private static readonly string Style = ReadStyle();

    private static readonly string StyleDigest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>The sections in their order; one with nothing to say gives null.</summary>
    private static readonly (string Anchor, string Title, Func<EmittedDataset, Html?> Body)[] Sections =
    [
        ("flow", "From read to emitted", FlowSection.Body),
        ("splits", "Splits", PartSections.Splits),
        ("mix", "Mix", PartSections.Mix),
        ("sources", "Sources", PartSections.Sources),
        ("tags", "Families and tags", PartSections.Tags),
        ("lengths", "Lengths", LengthSection.Body),
        ("changes", "Changed texts", ChangeSection.Body),
        ("duplicates", "Duplicates", DuplicateSection.Body),
        ("samples", "Sample records", SampleSection.Body),
        ("gates", "Gates", GateSection.Body),
        ("origin", "Made from", OriginSection.Body),
    ];

    /// <summary>The page. It depends on the files of the folder alone.</summary>
    /// <exception cref="MissingEvidenceException">One of them cannot be read.</exception>
    public static string Text(EmittedDataset dataset)
    {
        var sections = Ordered.Map(Sections, dataset.Threads, section => (section.Anchor, section.Title, Body: section.Body(dataset))).FindAll(section => section.Body is not null);
        var page = new Html();
        page.Add(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{StyleDigest}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>{dataset.Dataset.Name} · dataset report</title>
            <style>
            """);
        page.AddMarkup(Style);
        page.Add($"</style>\n</head>\n<body>\n");
        HeadSection.Add(page, dataset);
        page.Add($"<nav aria-label=\"Sections\"><ul>\n");
        foreach (var (anchor, _, _) in sections) page.Add($"<li><a href=\"#{anchor}\">{Capital(anchor)}</a></li>\n");
        page.Add($"</ul></nav>\n<main>\n");
        foreach (var (anchor, title, body) in sections) page.Add($"<section id=\"{anchor}\" aria-labelledby=\"{anchor}-title\">\n<h2 id=\"{anchor}-title\">{title}</h2>\n{body!}</section>\n");
        page.Add($"</main>\n<footer><p>Every number here is counted from the files of this folder; <code>cuvee verify</code> counts them again. The same numbers are in <code>report.json</code>.</p></footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Capital(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    private static string ReadStyle()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Cuvee.Report.Page.report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
