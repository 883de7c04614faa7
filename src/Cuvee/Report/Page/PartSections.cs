using System.Collections.Immutable;
using Cuvee.Mix;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>What the dataset is made of: splits, mix, sources, families and tags, each as a table with bars.</summary>
internal static class PartSections
{
    /// <summary>More rows are no longer read; a tag may have as many values as there are records.</summary>
    private const int MaxRows = 100;

    public static Html Splits(EmittedDataset dataset)
    {
        var (html, parts) = (new Html(), dataset.Recount.Parts);
        var lines = parts.Select(part => part.Files.Sum(file => (long)file.Lines)).ToArray();
        var shares = Shares.Percentages(lines, decimals: 2);
        Open(html, "Splits", "Split", "Records", "Share", "Files", "Size");
        for (var i = 0; i < parts.Length; i++)
        {
            html.Add($"<tr><th scope=\"row\">{parts[i].Name}</th><td class=\"number\">{lines[i]}</td><td class=\"number\">{Figures.Share(shares[i], lines[i])}</td><td class=\"number\">{parts[i].Files.Length}</td><td class=\"number\">{Figures.Bytes(parts[i].Files.Sum(file => file.Bytes))}</td><td class=\"bar\">");
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
            html.Add($"<tr><th scope=\"row\">{Html.Name(mix.Shares[i].Value)}</th><td class=\"number\">{asked * 100} %</td><td class=\"number\">{Figures.Share(achieved[i], counts[i])}</td><td class=\"number\">{counts[i]}</td><td class=\"bar\">");
            Bar.Add(html, 0, (double)achieved[i] / 100, "kept", (double)asked);
            html.Add($"</td></tr>\n");
        }

        Close(html);
        return html;
    }

    public static Html Sources(EmittedDataset dataset)
    {
        var (html, study) = (new Html(), dataset.Study.Characters);
        var lengths = study.Sources.ToDictionary(source => source.Source, source => source.Part, StringComparer.Ordinal);
        var parts = Largest(dataset.Recount.GroupsOf(cell => cell.Source), "source");
        var repeats = parts.Any(part => part.Emitted != part.Kept);
        html.Add($"<p>Share is of the emitted records.");
        if (study.All.Lines > 0) html.Add($" Lengths are in characters; each small chart goes from 0 to {study.All.Bins.Length * study.Step}{(study.HasMore ? " and more" : string.Empty)}.");
        html.Add($"</p>\n");
        Open(html, "Sources", "Source", [.. (string[])["Read", "Quarantined", "Dropped", "Kept"], .. repeats ? (string[])["Emitted"] : [], .. (string[])["Share", "Median length", "Lengths"]]);
        foreach (var part in parts)
        {
            html.Add($"<tr><th scope=\"row\">{Html.Name(part.Name)}</th><td class=\"number\">{part.Read}</td><td class=\"number\">{part.Quarantined}</td><td class=\"number\">{part.Dropped}</td>");
            AddKept(html, part, repeats);
            if (lengths.TryGetValue(part.Name, out var length))
            {
                html.Add($"<td class=\"number\">{length.Median}</td><td class=\"bar\">");
                LengthSection.AddSparkline(html, length);
                html.Add($"</td></tr>\n");
            }
            else
            {
                html.Add($"<td class=\"number\">–</td><td class=\"bar\"></td></tr>\n");
            }
        }

        Close(html);
        return html;
    }

    /// <summary>A table for the family and each tag that has more than one value; none for a family that is each source's own.</summary>
    public static Html? Tags(EmittedDataset dataset)
    {
        var names = dataset.Recipe.Sources.Where(source => dataset.Dataset.From.Contains(source.Name)).SelectMany(source => source.Tags).Select(tag => tag.Name)
            .Distinct().OrderBy(name => name != "family").ThenBy(name => name, StringComparer.Ordinal);
        var html = new Html();
        var any = false;
        foreach (var name in names)
        {
            if (name == "family" && dataset.Ledger.Tally.Cells.All(cell => cell.Family.Length == 0 || cell.Family == cell.Source)) continue;
            var values = dataset.Recount.GroupsOf(cell => cell.Tag(name)).Where(part => part.Name.Length > 0 && part.Read > part.Quarantined).ToImmutableArray();
            if (values.Length < 2) continue;
            any = true;
            html.Add($"<h3>{name}</h3>\n");
            AddValues(html, name, Largest(values, "value"));
        }

        return any ? html : null;
    }

    private static void AddValues(Html html, string name, ImmutableArray<PartReport> values)
    {
        var repeats = values.Any(part => part.Emitted != part.Kept);
        Open(html, name, "Value", [.. (string[])["Read", "Kept"], .. repeats ? (string[])["Emitted"] : [], "Share"]);
        foreach (var value in values)
        {
            html.Add($"<tr><th scope=\"row\">{Html.Name(value.Name)}</th><td class=\"number\">{value.Read}</td>");
            AddKept(html, value, repeats);
            html.Add($"<td class=\"bar\">");
            Bar.Add(html, 0, (double)value.Percent / 100, "kept");
            html.Add($"</td></tr>\n");
        }

        Close(html);
    }

    private static void AddKept(Html html, PartReport part, bool repeats)
    {
        html.Add($"<td class=\"number\">{part.Kept}</td>");
        if (repeats) html.Add($"<td class=\"number\">{part.Emitted}</td>");
        html.Add($"<td class=\"number\">{Figures.Share(part.Percent, part.Emitted)}</td>");
    }

    /// <summary>All parts where they are few, else those with the most emitted records and one for the others, in the order they come in.</summary>
    private static ImmutableArray<PartReport> Largest(ImmutableArray<PartReport> parts, string thing)
    {
        if (parts.Length <= MaxRows) return parts;
        var ranked = parts.OrderByDescending(part => part.Emitted).ThenByDescending(part => part.Read).ThenBy(part => part.Name, StringComparer.Ordinal).ToList();
        var (largest, others) = (ranked.Take(MaxRows - 1).Select(part => part.Name).ToHashSet(StringComparer.Ordinal), ranked[(MaxRows - 1)..]);
        return
        [
            .. parts.Where(part => largest.Contains(part.Name)),
            new PartReport(
                $"{Figures.Counted(others.Count, $"smaller {thing}")}, in report.json", others.Sum(part => part.Read), others.Sum(part => part.Kept), others.Sum(part => part.Dropped), others.Sum(part => part.Quarantined),
                others.Sum(part => part.Emitted), others.Sum(part => part.Percent)),
        ];
    }

    /// <summary>The head of a table: a name, numbers, and a last column for bars, which has a heading where one more than the cells is given.</summary>
    private static void Open(Html html, string name, string first, params string[] numbers)
    {
        var hasSparklines = numbers[^1] == "Lengths";
        html.Add($"<div class=\"wide\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\"><table class=\"{(hasSparklines ? "sparks" : "parts")}\">\n<thead><tr><th scope=\"col\">{first}</th>");
        foreach (var number in numbers) html.Add($"<th scope=\"col\" class=\"{(number == "Lengths" ? "bar" : "number")}\">{number}</th>");
        if (!hasSparklines) html.Add($"<th scope=\"col\" class=\"bar\"><span class=\"hidden\">Share as a bar</span></th>");
        html.Add($"</tr></thead>\n<tbody>\n");
    }

    private static void Close(Html html) => html.Add($"</tbody></table></div>\n");
}
