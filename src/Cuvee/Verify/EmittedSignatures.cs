using Cuvee.Similarity;

namespace Cuvee.Verify;

/// <summary>Signatures of emitted lines, taken anew from their texts. One instance serves one worker.</summary>
/// <param name="shingles">The sets.</param>
/// <param name="banding">How many values a signature has.</param>
internal sealed class EmittedSignatures(EmittedShingles shingles, Banding banding) : INearRecords
{
    private readonly MinHash _hash = new(banding.Hashes);
    private readonly ShingleSet _set = new();

    public int Count => shingles.Count;

    public void Shingles(int position, ShingleSet target) => shingles.Shingles(position, target);

    public void Signature(int position, Span<uint> signature)
    {
        shingles.Shingles(position, _set);
        _hash.Sign(_set.Hashes, signature);
    }
}
