using System.Globalization;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Publish;

/// <summary>Counts what the conversion to the output format loses, and says so when the recipe does not allow it.</summary>
internal sealed class EmitProblems(Dataset dataset, Decision decision)
{
    private readonly SortedDictionary<string, (long Count, int First)> _impossible = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _firstLoss = new(StringComparer.Ordinal);

    /// <summary>Lines by what they lost.</summary>
    public SortedDictionary<string, long> Losses { get; } = new(StringComparer.Ordinal);

    public void Add(LineBatch batch)
    {
        foreach (var (position, problem) in batch.Impossible)
        {
            var (count, first) = _impossible.GetValueOrDefault(problem, (0, position));
            _impossible[problem] = (count + 1, Math.Min(first, position));
        }

        for (var i = 0; i < batch.Losses.Length; i++)
        {
            if (batch.Losses[i] == Publish.Losses.None) continue;
            foreach (var loss in Enum.GetValues<Losses>())
            {
                if (loss == Publish.Losses.None || !batch.Losses[i].HasFlag(loss)) continue;
                var word = loss.ToString().ToLowerInvariant();
                Losses[word] = Losses.GetValueOrDefault(word) + 1;
                _firstLoss[word] = Math.Min(_firstLoss.GetValueOrDefault(word, int.MaxValue), batch.Positions[i]);
            }
        }
    }

    /// <exception cref="CuveeException">Something is lost that the recipe does not allow, or a record cannot be a row.</exception>
    public void ThrowIfAny()
    {
        var format = dataset.Output.Format;
        foreach (var (problem, (count, first)) in _impossible)
        {
            throw new CuveeException(Text($"dataset '{dataset.Name}': {count:N0} records cannot be written as {format}: {problem} (first: {Place(first)}); filter them out or choose another format"));
        }

        foreach (var (word, count) in Losses)
        {
            if (dataset.Output.Allow.Contains(word)) continue;
            throw new CuveeException(Text($"dataset '{dataset.Name}': {format} would lose '{word}' of {count:N0} records (first: {Place(_firstLoss[word])}); allow it with 'output: {{ allow: [{word}] }}' or choose another format"));
        }
    }

    private string Place(int position)
    {
        var source = decision.Facts.Sources[decision.Facts.SourceOf(position)];
        var place = PlaceReader.Read(source, position - decision.Facts.StartOf(decision.Facts.SourceOf(position)));
        return Text($"{source.Files[place.File].Key}:{place.Line}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
