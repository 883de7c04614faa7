namespace Cuvee.Mix;

/// <summary>What a mix gives one value.</summary>
/// <param name="Name">The value.</param>
/// <param name="Asked">What its share of the final total (or of the anchor) asks.</param>
/// <param name="Records">Units to keep, the first by rank; at most what is available.</param>
/// <param name="Lines">Units to emit: more than <paramref name="Records"/> only where records repeat.</param>
public sealed record MixQuota(string Name, long Asked, long Records, long Lines)
{
    /// <summary>What is missing after the shortage was dealt with; positive only under <see cref="Shortage.Accept"/>.</summary>
    public long Shortfall => Asked - Lines;
}
