using System.Globalization;

namespace Cuvee.Verify;

/// <summary>The lines of the dataset card that hold numbers, against those that a recount gives.</summary>
internal static class CardCheck
{
    /// <summary>The size categories of the Hugging Face hub, by the number of records they end below.</summary>
    private static readonly (long Below, string Word)[] SizeCategories =
    [
        (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"),
    ];

    /// <summary>The differences as clauses with the card's line.</summary>
    public static IEnumerable<string> Differences(EmittedDataset dataset)
    {
        var card = dataset.Card.Split('\n');
        return FrontMatter(dataset, card).Concat(Tables(dataset).SelectMany(table => CompareTable(card, table.Heading, table.Rows)));
    }

    private static IEnumerable<string> FrontMatter(EmittedDataset dataset, string[] card)
    {
        var end = card.Length > 0 && card[0] == "---" ? Array.IndexOf(card, "---", 1) : -1;
        if (end < 0)
        {
            yield return "README.md:1 begins no front matter";
            yield break;
        }

        var size = SizeCategories.FirstOrDefault(category => dataset.Recount.Emitted < category.Below, (0, "100M<n<1B")).Item2;
        var expected = new List<string> { $"- {size}" };
        foreach (var (name, _) in dataset.Recount.Parts.Where(part => part.Files.Length > 0)) expected.AddRange([$"  - split: {name}", $"    path: data/{name}-*"]);
        var splits = card[..end].Where(line => line.StartsWith("  - split: ", StringComparison.Ordinal) || line.StartsWith("    path: ", StringComparison.Ordinal));
        var category = Array.IndexOf(card, "size_categories:", 0, end);
        foreach (var difference in Compare("README.md, front matter", expected, [.. card.Skip(category + 1).Take(category < 0 ? 0 : 1), .. splits])) yield return difference;
        var sentence = $"{dataset.Recount.Emitted:N0} records in the format `{dataset.Dataset.Output.Format}`.";
        if (!card.Any(line => line.EndsWith($": {sentence}", StringComparison.Ordinal))) yield return $"README.md does not say '{sentence}'";
    }

    /// <summary>The tables of the card by their headings, each with its rows below the header.</summary>
    private static IEnumerable<(string Heading, List<string> Rows)> Tables(EmittedDataset dataset)
    {
        var recount = dataset.Recount;
        yield return ("## Splits", [.. recount.Parts.Select(part => Row(part.Name, part.Files.Sum(file => (long)file.Lines), part.Files.Length, part.Files.Sum(file => file.Bytes)))]);
        yield return ("## Sources", [.. recount.GroupsOf(cell => cell.Source).Select(part => Row(part.Name, part.Read, part.Quarantined, part.Dropped, part.Kept, part.Emitted, Percent(part.Percent)))]);
        yield return ("## Dropped records", [.. recount.Counts.Dropped.SelectMany(stage => stage.Value.Select(reason => Row(stage.Key, reason.Key, reason.Value)))]);
        yield return ("## Lengths", [Length("characters", dataset.Study.Characters.All), .. dataset.Study.Tokens is { } tokens ? [Length("tokens", tokens.All)] : (List<string>)[]]);
        yield return ("## Changed texts", [.. dataset.Study.Changes.Select(change => Row(change.Source, change.Rule, change.Records, change.Changes))]);
        if (dataset.Recipe.Dedup.Near is not null)
        {
            yield return ("## Near-duplicates", [.. dataset.NearClusters.Largest.Select(cluster => Row(cluster.Id, cluster.Place, cluster.Dropped))]);
            yield return ("## Similarity of dropped near-duplicates", [.. dataset.NearClusters.Similarities.Select(step => Row($"{step.From:0.00}", step.Records))]);
        }

        if (dataset.Dataset.Mix is not { } mix) yield break;
        var achieved = recount.Achieved(mix);
        var percentages = Cuvee.Mix.Shares.Percentages(achieved, decimals: 2);
        var asked = mix.Shares.Sum(share => share.Part);
        yield return ("## Mix", [.. mix.Shares.Select((share, i) => Row(share.Value, Percent(share.Part / asked * 100), Percent(percentages[i]), achieved[i]))]);
    }

    private static IEnumerable<string> CompareTable(string[] card, string heading, List<string> rows)
    {
        var at = Array.IndexOf(card, heading);
        if (at < 0 && rows.Count == 0) return [];
        if (at < 0) return [$"README.md has no table '{heading}'"];
        var table = card.Skip(at + 1).SkipWhile(line => line.Length == 0).TakeWhile(line => line.StartsWith('|')).Skip(2).ToList();
        return Compare($"README.md, '{heading}'", rows, table);
    }

    private static IEnumerable<string> Compare(string where, List<string> expected, List<string> found)
    {
        for (var i = 0; i < Math.Max(expected.Count, found.Count); i++)
        {
            var (one, other) = (expected.ElementAtOrDefault(i), found.ElementAtOrDefault(i));
            if (one != other) yield return $"{where} has '{other?.Trim()}', counted '{one?.Trim()}'";
        }
    }

    private static string Row(params IEnumerable<object> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell is string text ? text : string.Create(CultureInfo.InvariantCulture, $"{cell:N0}")))} |";

    private static string Length(string unit, Report.LengthPart part) => Row(unit, part.Least, part.Median, part.Most95, part.Most, part.Total);

    private static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.00} %");
}
