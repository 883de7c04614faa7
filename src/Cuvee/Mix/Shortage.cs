namespace Cuvee.Mix;

/// <summary>What happens when a value has less than its share asks.</summary>
public enum Shortage
{
    /// <summary>An error with the best feasible numbers. The default with an anchor.</summary>
    Fail,

    /// <summary>What is there is taken; the shares move and the shortfall is reported.</summary>
    Accept,

    /// <summary>The total shrinks to the largest one that keeps the shares. The default with a total; not possible with an anchor.</summary>
    Shrink,

    /// <summary>Records are emitted more than once, at most <see cref="MixRequest.MaxCopies"/> times each.</summary>
    Repeat,
}
