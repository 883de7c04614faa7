using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Filter;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Report;

/// <summary>What a limit of tokens took away from a conversation.</summary>
/// <param name="TokensBefore">Of the whole conversation.</param>
/// <param name="TokensAfter">Of what is left.</param>
/// <param name="Maximum">The limit; the lowest where several cut.</param>
/// <param name="Turns">The turns that went: their place in the whole conversation, from 1, who spoke, and the text.</param>
public sealed record TokenCut(long TokensBefore, long TokensAfter, long Maximum, ImmutableArray<(int Number, string Role, string Text)> Turns)
{
    /// <summary>Cuts a record again, as the filters of its source do; null where what counts tokens is not at hand.</summary>
    internal static TokenCut? Of(ref Record record, SourcePlan plan, Recipe recipe)
    {
        ImmutableArray<TokensFilter> filters;
        try
        {
            var bound = Tokenization.Load(recipe).Recipe;
            filters = [.. bound.Sources[plan.Index].Filters.Concat(bound.Filters).Select(call => call.Filter).OfType<TokensFilter>().Where(filter => filter.Cut is not null)];
        }
        catch (CuveeException)
        {
            // A tokenizer that is not where the recipe had it
            return null;
        }

        if (filters.IsEmpty) return null;
        var whole = record;
        foreach (var filter in filters) record = filter.Cut!.Apply(record, out _);
        var left = record.Turns.ToHashSet(ReferenceEqualityComparer.Instance);
        var gone = whole.Turns.Select((turn, i) => (Number: i + 1, Turn: turn)).Where(entry => !left.Contains(entry.Turn))
            .Select(entry => (entry.Number, entry.Turn.Role.ToString().ToLowerInvariant(), entry.Turn.Text.ToString()));
        var measure = filters[0].Measure!;
        return new TokenCut(measure.Count(whole), measure.Count(record), filters.Min(filter => filter.Maximum!.Value), [.. gone]);
    }
}
