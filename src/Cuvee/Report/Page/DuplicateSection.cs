using Cuvee.Engine;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>The records in whose favour most others were dropped, with their texts.</summary>
internal static class DuplicateSection
{
    private const int OpeningCharacters = 90;

    public static Html? Body(EmittedDataset dataset)
    {
        var clusters = dataset.Study.Duplicates;
        if (clusters.IsEmpty) return null;
        var html = new Html();
        var lineOf = clusters.ToDictionary(cluster => cluster.Id, cluster => LineOf(dataset, cluster), StringComparer.Ordinal);
        var texts = EmittedLines.Read(dataset, lineOf.Values.Where(line => line >= 0));
        html.Add($"<p>The records that stand for the most others.");
        if (dataset.Recipe.Dedup.Near is not null) html.Add($" {Figures.Counted(dataset.NearClusters.Dropped, "near-duplicate")} gave way to {Figures.Counted(dataset.NearClusters.Kept, "record")}.");
        html.Add($"</p>\n");
        foreach (var cluster in clusters)
        {
            if (texts.TryGetValue(lineOf[cluster.Id], out var text))
            {
                html.Add($"<details class=\"record\"><summary><b>{Title(cluster)}</b> <span dir=\"auto\">{ChatHtml.Opening(text, OpeningCharacters)}</span></summary>\n");
                ChatHtml.Add(html, text);
                html.Add($"<p class=\"place\">read from {cluster.Source} {cluster.Place}</p></details>\n");
            }
            else
            {
                html.Add($"<p class=\"record\"><b>{Title(cluster)}</b> {cluster.Source} {cluster.Place}, which is not among the emitted records</p>\n");
            }
        }

        AddSimilarities(html, dataset);
        return html;
    }

    private static void AddSimilarities(Html html, EmittedDataset dataset)
    {
        if (dataset.Recipe.Dedup.Near is null || dataset.NearClusters.Similarities.IsEmpty) return;
        var most = dataset.NearClusters.Similarities.Max(step => step.Records);
        html.Add($"<h3>Similarity of dropped near-duplicates</h3>\n<div class=\"wide\" role=\"region\" aria-label=\"Similarity of dropped near-duplicates\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">Similarity from</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"bar\"><span class=\"hidden\">Records as a bar</span></th></tr></thead>\n<tbody>\n");
        foreach (var (from, records) in dataset.NearClusters.Similarities)
        {
            html.Add($"<tr><th scope=\"row\">{from}</th><td class=\"number\">{records}</td><td class=\"bar\">");
            Bar.Add(html, 0, (double)records / most, "duplicate");
            html.Add($"</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
    }

    private static string Title(DuplicateCluster cluster) =>
        Figures.Counted(cluster.Dropped, cluster.Stage == Stages.ExactDedup ? "exact duplicate" : "near-duplicate");

    /// <summary>The index of the line that it was written to; -1 for none.</summary>
    private static int LineOf(EmittedDataset dataset, DuplicateCluster cluster) =>
        dataset.ReadBack.Files.Find(file => file.Path == cluster.OutputFile) is { } file && cluster.OutputLine >= 1 && cluster.OutputLine <= file.Lines ? file.FirstLine + (int)cluster.OutputLine - 1 : -1;
}
