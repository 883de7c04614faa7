using System.Runtime.InteropServices;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Engine;

/// <summary>Signatures and shingle sets of the staged records of a dataset: the former as the first pass took them, the latter from the staged texts again. One instance serves one worker.</summary>
/// <param name="facts">The records.</param>
/// <param name="positions">The position of each record that is looked at; null when they are all of <paramref name="facts"/>.</param>
/// <param name="rule">Which words, and how many a shingle.</param>
internal sealed class StagedShingles(DatasetFacts facts, int[]? positions, NearDuplicates rule) : INearRecords
{
    private readonly StagedReader _reader = new(facts);
    private readonly NearWords _words = new();
    private readonly ReadAhead _signatures = new();

    public int Count => positions?.Length ?? facts.Count;

    public void Signature(int position, Span<uint> signature)
    {
        position = positions?[position] ?? position;
        var source = facts.SourceOf(position);
        var plan = facts.Sources[source].Plan.Signatures.First(plan => plan.Serves(rule));
        var fact = position - facts.StartOf(source);
        var staged = facts.Sources[source].Staged.Files[facts.Sources[source].Staged.FileOf(fact)];
        var (page, inPage) = Math.DivRem(fact - staged.FirstFact, StagedFile.FactsPerPage);
        var at = staged.Signatures[page].At + ((((long)inPage * facts.Sources[source].SignatureValues) + plan.At) * sizeof(uint));
        _signatures.Read(staged.Handle, MemoryMarshal.AsBytes(signature), at);
    }

    public void Shingles(int position, ShingleSet target)
    {
        _words.Fill(_reader.Read(positions?[position] ?? position), rule.On, target);
        target.Finish(rule.ShingleWords);
    }

    public ReadOnlySpan<ulong> Unsorted(int position, ShingleSet scratch)
    {
        _words.Fill(_reader.Read(positions?[position] ?? position), rule.On, scratch);
        return scratch.Unsorted(rule.ShingleWords);
    }
}
