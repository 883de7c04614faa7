using Cuvee.Model;

namespace Cuvee.FastText;

/// <summary>What the beginning of a model file says of how it was trained, as far as predictions depend on it.</summary>
/// <param name="Dimension">Length of the vectors.</param>
/// <param name="WordNgrams">Longest run of words that has a vector of its own; 1 for none.</param>
/// <param name="Loss">What the output is.</param>
/// <param name="Buckets">How many vectors n-grams share by their hashes.</param>
/// <param name="ShortestNgram">Fewest characters of an n-gram within a word.</param>
/// <param name="LongestNgram">Most characters of one; 0 when words have no n-grams.</param>
internal sealed record FastTextHeader(int Dimension, int WordNgrams, FastTextLoss Loss, int Buckets, int ShortestNgram, int LongestNgram)
{
    private const int Magic = 793_712_314;
    private const int NewestVersion = 12;

    /// <summary>Up to this version classifiers had no n-grams within words, whatever the file says.</summary>
    private const int VersionWithoutNgrams = 11;

    private const int Supervised = 3;

    public static FastTextHeader Read(FastTextFile file)
    {
        file.Part = "its header";
        if (file.Length < sizeof(int) || file.ReadInt32() != Magic) throw new CuveeException($"{file.Name}: not a fastText model; name a .bin or .ftz file that fastText has written");
        var version = file.ReadInt32();
        if (version > NewestVersion) throw new CuveeException($"{file.Name}: a fastText model of version {version}, and versions up to {NewestVersion} are known; write it with fastText 0.9");
        var dimension = file.ReadInt32();
        file.Skip(4 * sizeof(int)); // window, epochs, fewest occurrences, negatives: of use in training alone
        var wordNgrams = file.ReadInt32();
        var loss = file.ReadInt32();
        var model = file.ReadInt32();
        var buckets = file.ReadInt32();
        var shortest = file.ReadInt32();
        var longest = file.ReadInt32();
        file.Skip(sizeof(int) + sizeof(double)); // rate of updates, sampling threshold
        if (model is 1 or 2) throw new CuveeException($"{file.Name}: a fastText model of word vectors, which has no labels; name a classifier (fasttext supervised)");
        file.Require(model == Supervised && version > 0 && Enum.IsDefined((FastTextLoss)loss), "of no known kind");
        file.Require(dimension > 0 && wordNgrams >= 0 && buckets >= 0 && shortest >= 0 && longest >= 0, "with sizes that cannot be");
        if (version <= VersionWithoutNgrams) longest = 0;
        file.Require(buckets > 0 || (longest == 0 && wordNgrams <= 1), "with n-grams and no vectors for them");
        return new FastTextHeader(dimension, wordNgrams, (FastTextLoss)loss, buckets, shortest, longest);
    }
}
