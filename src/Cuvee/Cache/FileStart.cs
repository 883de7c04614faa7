using System.Collections.Immutable;
using Cuvee.Engine;

namespace Cuvee.Cache;

/// <summary>How far a source's lists were filled when a file began, and what the file has used since.</summary>
/// <param name="Observations">For each set of benchmarks how many records something was found in, and how many runs.</param>
/// <param name="ReviewLines">How many findings of personal data.</param>
internal sealed record FileStart(ImmutableArray<(int Entries, int Runs)> Observations, int ReviewLines)
{
    private readonly HashSet<int> _used = [];

    /// <summary>The numbers of the lists of changes that the file's records have, in the order of first appearance.</summary>
    public List<int> Changes { get; } = [];

    /// <summary>Notes a number.</summary>
    public void Use(int number)
    {
        if (_used.Add(number)) Changes.Add(number);
    }

    public static FileStart Of(SourceFacts source) => new([.. source.Observations.Select(found => (found.Count, found.Runs.Length))], source.ReviewLines.Count);
}
