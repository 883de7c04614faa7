using System.Globalization;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>
/// How a signature is cut into bands so that similar texts meet: two texts are candidates when all values of at least one band are equal.
/// Two texts of similarity s meet with the probability 1 - (1 - s^rows)^bands (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4).
/// </summary>
/// <param name="Similarity">The Jaccard similarity that is looked for, from <see cref="LowestSimilarity"/> to 1.</param>
/// <param name="Bands">Number of bands.</param>
/// <param name="Rows">Values of the signature in each band.</param>
internal sealed record Banding(double Similarity, int Bands, int Rows)
{
    /// <summary>A signature holds no more values: 512 bytes a record, half of the memory that near-duplicates may take.</summary>
    public const int MaxHashes = 128;

    /// <summary>Of the pairs exactly at the threshold, at least this share meets. Pairs above it are found more surely still.</summary>
    public const double RequiredRecall = 0.995;

    /// <summary>Below 0.041 even 128 bands of one value each fall short of <see cref="RequiredRecall"/>; 0.05 is the next round number.</summary>
    public const double LowestSimilarity = 0.05;

    private const ulong Seed = 0x452821E638D01377;
    private const ulong Step = 0xBE5466CF34E90C6D;

    /// <summary>Values that a signature must hold.</summary>
    public int Hashes => Bands * Rows;

    /// <summary>Share of the pairs exactly at the threshold that meet.</summary>
    public double Recall => ProbabilityAt(Similarity);

    /// <summary>The most selective banding that finds enough: the most rows, and of these the fewest bands.</summary>
    /// <exception cref="CuveeException">The similarity is not between <see cref="LowestSimilarity"/> and 1.</exception>
    public static Banding For(double similarity)
    {
        // Written so that NaN fails too.
        if (!(similarity >= LowestSimilarity && similarity <= 1))
        {
            var given = similarity.ToString(CultureInfo.InvariantCulture);
            throw new CuveeException($"similarity {given}: near-duplicates are found from {LowestSimilarity.ToString(CultureInfo.InvariantCulture)} to 1; choose a value in between");
        }

        for (var rows = MaxHashes; rows > 1; rows--)
        {
            for (var bands = 1; bands * rows <= MaxHashes; bands++)
            {
                var banding = new Banding(similarity, bands, rows);
                if (banding.Recall >= RequiredRecall) return banding;
            }
        }

        var single = 1;
        while (new Banding(similarity, single, 1).Recall < RequiredRecall) single++;
        return new Banding(similarity, single, 1);
    }

    /// <summary>The probability, from 0 to 1, that two texts of this similarity meet in at least one band.</summary>
    public double ProbabilityAt(double similarity) => 1 - Power(1 - Power(similarity, Rows), Bands);

    /// <summary>Writes one key for each band. Equal keys at the same place mean equal values of that band.</summary>
    /// <param name="signature"><see cref="Hashes"/> values, or more: what follows is not looked at.</param>
    /// <param name="keys">Room for <see cref="Bands"/> keys.</param>
    public void BandKeys(ReadOnlySpan<uint> signature, Span<ulong> keys)
    {
        for (var band = 0; band < Bands; band++) keys[band] = Key(signature.Slice(band * Rows, Rows), band);
    }

    // The number of the band goes in too, so that keys of different bands may lie in one table.
    private static ulong Key(ReadOnlySpan<uint> values, int band)
    {
        var state = Seed + (ulong)band;
        var index = 0;
        for (; index + 1 < values.Length; index += 2) state = Fold64.Of(state ^ ((ulong)values[index] << 32 | values[index + 1]), Step);
        if (index < values.Length) state = Fold64.Of(state ^ values[index], Step);
        return Fold64.Of(state, Seed);
    }

    // Multiplications alone round the same everywhere; Math.Pow need not, and the choice of bands decides what meets.
    private static double Power(double value, int exponent)
    {
        var power = 1.0;
        for (var factor = 0; factor < exponent; factor++) power *= value;
        return power;
    }
}
