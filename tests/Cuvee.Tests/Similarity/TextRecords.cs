using System.Text;
using Cuvee.Similarity;

namespace Cuvee.Tests.Similarity;

/// <summary>Records from texts in memory, with signatures.</summary>
internal sealed class TextRecords : INearRecords
{
    private readonly byte[][] _texts;
    private readonly uint[][] _signatures;
    private readonly int _n;

    public TextRecords(IReadOnlyList<string> texts, int n, int hashes)
    {
        _n = n;
        _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];
        _signatures = new uint[texts.Count][];
        var (sets, minHash) = (new ShingleSet(), new MinHash(hashes));
        for (var i = 0; i < _signatures.Length; i++)
        {
            sets.Set(_texts[i], n);
            _signatures[i] = new uint[hashes];
            minHash.Sign(sets.Hashes, _signatures[i]);
        }
    }

    public int Count => _texts.Length;

    public void Signature(int position, Span<uint> signature) => _signatures[position].CopyTo(signature);

    public void Shingles(int position, ShingleSet target) => target.Set(_texts[position], _n);

    public ulong[] Set(int position)
    {
        var set = new ShingleSet();
        Shingles(position, set);
        return set.Hashes.ToArray();
    }

    public ulong[][] Sets() => [.. Enumerable.Range(0, Count).Select(Set)];

    /// <summary>Random texts of 5 to 60 words. Four in ten change up to a third of the words of an earlier one, some are copies, few are empty, and some are of one word.</summary>
    public static List<string> Corpus(int count, int seed)
    {
        var random = new Random(seed);
        var texts = new List<string[]>();
        for (var i = 0; i < count; i++)
        {
            var kind = random.Next(100);
            if (i > 0 && kind < 40) texts.Add(Changed(texts[random.Next(Math.Max(0, i - 200), i)], random));
            else if (i > 0 && kind < 45) texts.Add(texts[random.Next(i)]);
            else if (kind < 47) texts.Add([]);
            else if (kind < 49) texts.Add(["wort" + random.Next(3)]);
            else texts.Add([.. Enumerable.Range(0, random.Next(5, 60)).Select(_ => Word(random))]);
        }

        return [.. texts.Select(words => string.Join(' ', words))];
    }

    private static string[] Changed(string[] words, Random random)
    {
        var changed = words.ToArray();
        for (var changes = random.Next(1 + (words.Length / 3)); changes > 0; changes--) changed[random.Next(changed.Length)] = Word(random);
        return random.Next(3) == 0 && changed.Length > 6 ? changed[random.Next(3)..] : changed;
    }

    private static string Word(Random random) => "wört" + (int)(Math.Pow(random.NextDouble(), 2) * 3000);
}
