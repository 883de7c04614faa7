using System.Collections.Immutable;

namespace Cuvee.Mix;

/// <summary>
/// What a recipe asks of a mix. With an anchor all of that value is kept and the others follow it; with a total that many are apportioned;
/// with neither the largest total that meets the shares is found.
/// </summary>
/// <param name="Where">Begins every error, such as <c>recipe.yaml:31:7</c>.</param>
/// <param name="Values">In the order of the shares, which breaks ties.</param>
public sealed record MixRequest(string Where, ImmutableArray<MixValue> Values)
{
    /// <summary>Index of the value of which everything is kept.</summary>
    public int? Anchor { get; init; }

    /// <summary>Units asked in all; not together with an anchor.</summary>
    public long? Total { get; init; }

    /// <summary>Null for the default: fail with an anchor, shrink with a total.</summary>
    public Shortage? Shortage { get; init; }

    /// <summary>What is counted, in the singular: for errors.</summary>
    public string Unit { get; init; } = "record";

    /// <summary>How often one record may be emitted under <see cref="Shortage.Repeat"/>; unbounded when not given.</summary>
    public int MaxCopies { get; init; } = int.MaxValue;
}
