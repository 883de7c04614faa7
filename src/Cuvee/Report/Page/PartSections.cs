using Cuvee.Mix;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>What the dataset is made of: splits, mix, sources, families and tags, each as a table with bars.</summary>
internal static class PartSections
{
    public static Html Splits(EmittedDataset dataset)
    {
        var (html, parts) = (new Html(), dataset.Recount.Parts);
        var lines = parts.Select(part => part.Files.Sum(file => (long)file.Lines)).ToArray();
        var shares = Shares.Percentages(lines, decimals: 2);
        Open(html, "Splits", "Split", "Records", "Share", "Files", "Size");
        for (var i = 0; i < parts.Length; i++)
        {
            html.Add($"<tr><th scope=\"row\">{parts[i].Name}</th><td class=\"number\">{lines[i]}</td><td class=\"number\">{shares[i]} %</td><td class=\"number\">{parts[i].Files.Length}</td><td class=\"number\">{HeadSection.Bytes(parts[i].Files.Sum(file => file.Bytes))}</td><td class=\"bar\">");
            Bar.Add(html, 0, (double)shares[i] / 100, "kept");
            html.Add($"</td></tr>\n");
        }

        Close(html);
        foreach (var holdout in dataset.Dataset.Split.Holdouts) html.Add($"<p>Held out: <code>{holdout.Tag}</code> {string.Join(", ", holdout.Values)}, all in {holdout.To}.</p>\n");
        return html;
    }

    public static Html? Mix(EmittedDataset dataset)
    {
        if (dataset.Dataset.Mix is not { } mix) return null;
        var (html, counts, sum) = (new Html(), dataset.Recount.Achieved(mix), mix.Shares.Sum(share => share.Part));
        var achieved = Shares.Percentages(counts, decimals: 2);
        html.Add($"<p>Shares by <code>{mix.By}</code>; the line in each bar marks what was asked.</p>\n");
        Open(html, "Mix", "Value", "Asked", "Achieved", mix.Unit == Recipes.MixUnit.Tokens ? "Tokens" : "Records");
        for (var i = 0; i < counts.Length; i++)
        {
            var asked = mix.Shares[i].Part / sum;
            html.Add($"<tr><th scope=\"row\">{mix.Shares[i].Value}</th><td class=\"number\">{asked * 100} %</td><td class=\"number\">{achieved[i]} %</td><td class=\"number\">{counts[i]}</td><td class=\"bar\">");
            Bar.Add(html, 0, (double)achieved[i] / 100, "kept", (double)asked);
            html.Add($"</td></tr>\n");
        }

        Close(html);
        return html;
    }

    public static Html Sources(EmittedDataset dataset)
    {
        var (html, lengths) = (new Html(), dataset.Study.Characters.Sources.ToDictionary(source => source.Source, source => source.Part, StringComparer.Ordinal));
        Open(html, "Sources", "Source", "Read", "Quarantined", "Dropped", "Kept", "Emitted", "Share", "Median length", "Lengths");
        foreach (var part in dataset.Recount.GroupsOf(cell => cell.Source))
        {
            html.Add($"<tr><th scope=\"row\">{part.Name}</th><td class=\"number\">{part.Read}</td><td class=\"number\">{part.Quarantined}</td><td class=\"number\">{part.Dropped}</td><td class=\"number\">{part.Kept}</td><td class=\"number\">{part.Emitted}</td><td class=\"number\">{part.Percent} %</td>");
            if (lengths.TryGetValue(part.Name, out var length))
            {
                html.Add($"<td class=\"number\">{length.Median}</td><td class=\"bar\">");
                LengthSection.AddSparkline(html, length);
                html.Add($"</td></tr>\n");
            }
            else
            {
                html.Add($"<td class=\"number\"></td><td class=\"bar\"></td></tr>\n");
            }
        }

        Close(html);
        return html;
    }

    /// <summary>A table for the family and each tag that has more than one value.</summary>
    public static Html? Tags(EmittedDataset dataset)
    {
        var names = dataset.Recipe.Sources.Where(source => dataset.Dataset.From.Contains(source.Name)).SelectMany(source => source.Tags).Select(tag => tag.Name)
            .Distinct().OrderBy(name => name != "family").ThenBy(name => name, StringComparer.Ordinal);
        var html = new Html();
        var any = false;
        foreach (var name in names)
        {
            var parts = dataset.Recount.GroupsOf(cell => cell.Tag(name)).Where(part => part.Name.Length > 0 && part.Read > part.Quarantined).ToList();
            if (parts.Count < 2) continue;
            any = true;
            html.Add($"<h3>{name}</h3>\n");
            Open(html, name, "Value", "Read", "Kept", "Emitted", "Share");
            foreach (var part in parts)
            {
                html.Add($"<tr><th scope=\"row\">{part.Name}</th><td class=\"number\">{part.Read}</td><td class=\"number\">{part.Kept}</td><td class=\"number\">{part.Emitted}</td><td class=\"number\">{part.Percent} %</td><td class=\"bar\">");
                Bar.Add(html, 0, (double)part.Percent / 100, "kept");
                html.Add($"</td></tr>\n");
            }

            Close(html);
        }

        return any ? html : null;
    }

    /// <summary>The head of a table: a name, numbers, and a last column for bars, which has a heading where one more than the cells is given.</summary>
    private static void Open(Html html, string name, string first, params string[] numbers)
    {
        html.Add($"<div class=\"wide\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">{first}</th>");
        foreach (var number in numbers) html.Add($"<th scope=\"col\" class=\"{(number == "Lengths" ? "bar" : "number")}\">{number}</th>");
        if (numbers[^1] != "Lengths") html.Add($"<th scope=\"col\" class=\"bar\"><span class=\"hidden\">Share as a bar</span></th>");
        html.Add($"</tr></thead>\n<tbody>\n");
    }

    private static void Close(Html html) => html.Add($"</tbody></table></div>\n");
}
