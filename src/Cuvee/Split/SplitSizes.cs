namespace Cuvee.Split;

/// <summary>How a split meets its sizes.</summary>
public enum SplitSizes
{
    /// <summary>Each component decides for itself, so sizes are approximate and adding records moves only the components they touch.</summary>
    Approximate,

    /// <summary>Components in order are cut by count, as near to the exact sizes as components allow; adding a record can move others.</summary>
    Exact,
}
