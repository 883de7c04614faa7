using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>How a record stood where records are chosen by rank.</summary>
/// <param name="Stage">take, or mix.</param>
/// <param name="Among">What it was chosen among: <c>source 'faq'</c>.</param>
/// <param name="Rank">Its rank, brought to 0..1: the smallest come first.</param>
/// <param name="Place">Where it stood, from 1; under a budget of tokens, the tokens up to and with it. Null for a record that was chosen.</param>
/// <param name="Limit">The last place that was taken, or the budget; null likewise.</param>
/// <param name="InTokens">Whether place and limit are tokens.</param>
public sealed record RankedChoice(string Stage, string Among, double Rank, double? Place, double? Limit, bool InTokens)
{
    /// <summary>The choice that left a record out, or the last one it passed; null where nothing chose.</summary>
    internal static RankedChoice? Of(LedgerEntry record, Recipe recipe, string dataset)
    {
        if (record.ContentHash is not { } content || !(record.IsKept || record.Stage is Stages.Take or Stages.Mix or Stages.Caps or Stages.Split)) return null;
        var mix = recipe.Datasets.FirstOrDefault(known => known.Name == NameOf(dataset))?.Mix;
        if (record.Stage == Stages.Take || mix is null)
        {
            if (recipe.Sources.FirstOrDefault(source => source.Name == record.Source)?.Take is null) return null;
            return new RankedChoice(Stages.Take, $"source '{record.Source}'", RankOf("take"), Left(Stages.Take)?.Place, Left(Stages.Take)?.Limit, InTokens: false);
        }

        return new RankedChoice(Stages.Mix, $"{mix.By} '{ValueOf(record, mix.By)}'", RankOf("mix"), Left(Stages.Mix)?.Place, Left(Stages.Mix)?.Limit, mix.Unit == MixUnit.Tokens);

        double RankOf(string purpose) => Math.Round(Engine.Rank.Of(recipe.Seed, purpose, Verify.Hex.Hash128(System.Text.Encoding.ASCII.GetBytes(content))) / Math.Pow(2, 64), 6);

        (double Place, double Limit)? Left(string stage) => record.Stage == stage && record is { Measured: { } place, Threshold: { } limit } ? (place, limit) : null;
    }

    /// <summary>A dataset whose gates failed lies in a folder with a longer name.</summary>
    private static string NameOf(string folder) => folder.EndsWith(".failed", StringComparison.Ordinal) ? folder[..^".failed".Length] : folder;

    private static string ValueOf(LedgerEntry record, string by)
    {
        if (by == "source") return record.Source;
        if (by == "family") return record.Family ?? TagRule.None;
        using var tags = JsonDocument.Parse(record.Tags ?? "{}");
        return tags.RootElement.TryGetProperty(by, out var value) ? value.GetString()! : TagRule.None;
    }
}
