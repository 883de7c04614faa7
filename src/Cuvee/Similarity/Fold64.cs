namespace Cuvee.Similarity;

/// <summary>The mixing steps that shingles and band keys share. Never stored: what is stored is SHA-256.</summary>
internal static class Fold64
{
    /// <summary>Both halves of the 128-bit product, one over the other: every bit of either input reaches every bit of the result.</summary>
    public static ulong Of(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
