using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>What a search for near-duplicates found out that follows from the texts alone, so that a later one need not.</summary>
/// <param name="Records">The identity of each record's text, in keep order.</param>
/// <param name="IsShared">Whether the record shares a band with another; some that share none may be marked too.</param>
/// <param name="Keys">For each band the keys of the records.</param>
/// <param name="Pairs">Pairs that were compared.</param>
internal sealed record NearFindings(Hash128[] Records, bool[] IsShared, uint[][] Keys, ComparedPair[] Pairs)
{
    /// <summary>What is known of nothing.</summary>
    public static NearFindings None { get; } = new([], [], [], []);
}

/// <summary>Two texts that were compared.</summary>
/// <param name="Text">The identity of the one that came later in keep order.</param>
/// <param name="Other">That of the other.</param>
/// <param name="Similarity">Exact where it reaches the threshold, else some number below it.</param>
internal readonly record struct ComparedPair(Hash128 Text, Hash128 Other, double Similarity);
