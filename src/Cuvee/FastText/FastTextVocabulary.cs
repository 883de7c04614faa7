using System.Collections.Immutable;
using System.Text;
using Cuvee.Json;

namespace Cuvee.FastText;

/// <summary>
/// The words and labels of a model, found by fastText's hash, and the rows of the n-grams that a quantized model has kept. Words are numbered first, then labels.
/// </summary>
internal sealed class FastTextVocabulary
{
    /// <summary>The token behind the last word of every line.</summary>
    public static ReadOnlySpan<byte> EndOfLine => "</s>"u8;

    public const string LabelPrefix = "__label__";

    /// <summary>Above it the tree of hierarchical softmax would have no end; fastText takes it for a count that cannot be.</summary>
    private const long LargestCount = 1_000_000_000_000_000;

    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly int[] _table;
    private readonly KeptNgrams? _kept;

    private FastTextVocabulary(byte[] bytes, int[] ends, int wordCount, ImmutableArray<long> labelCounts, KeptNgrams? kept)
    {
        (_bytes, _ends, WordCount, LabelCounts, _kept) = (bytes, ends, wordCount, labelCounts, kept);
        Labels = [.. Enumerable.Range(wordCount, labelCounts.Length).Select(label => Encoding.UTF8.GetString(Entry(label)))];
        _table = MakeTable();
    }

    public int WordCount { get; }

    /// <summary>In the order of the file, with their prefix.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>How often each label was seen in training.</summary>
    public ImmutableArray<long> LabelCounts { get; }

    /// <summary>Whether rows of n-grams were left out.</summary>
    public bool IsPruned => _kept is not null;

    /// <summary>The name of a label without the prefix that marks it.</summary>
    public static string WithoutPrefix(string label) => label.StartsWith(LabelPrefix, StringComparison.Ordinal) ? label[LabelPrefix.Length..] : label;

    /// <summary>FNV-1a of 32 bits over bytes that are widened with their sign, as fastText has always had it.</summary>
    public static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = HashStart;
        foreach (var value in text) hash = HashNext(hash, value);
        return hash;
    }

    public const uint HashStart = 2_166_136_261;

    public static uint HashNext(uint hash, byte value) => (hash ^ (uint)(sbyte)value) * 16_777_619;

    public static FastTextVocabulary Read(FastTextFile file)
    {
        file.Part = "its vocabulary";
        var (size, wordCount, labelCount) = (file.ReadInt32(), file.ReadInt32(), file.ReadInt32());
        file.ReadInt64(); // tokens seen in training
        var kept = file.ReadInt64();
        file.Require(wordCount >= 0 && labelCount > 0 && (long)wordCount + labelCount == size, "with sizes that cannot be");
        file.RequireRest(size, 1 + sizeof(long) + 1);
        var bytes = new ByteBuffer();
        var ends = new int[size];
        var counts = ImmutableArray.CreateBuilder<long>(labelCount);
        for (var entry = 0; entry < size; entry++)
        {
            for (var value = file.ReadByte(); value != 0; value = file.ReadByte()) bytes.Add(value);
            ends[entry] = bytes.Length;
            var count = file.ReadInt64();
            var isLabel = file.ReadByte() == 1;
            file.Require(isLabel == entry >= wordCount && count >= 0 && count < LargestCount, "with an entry that cannot be");
            if (isLabel) counts.Add(count);
        }

        return new FastTextVocabulary(bytes.Written.ToArray(), ends, wordCount, counts.MoveToImmutable(), kept < 0 ? null : KeptNgrams.Read(file, kept));
    }

    /// <summary>How many rows the n-grams have.</summary>
    public int NgramRows(int buckets) => _kept?.Count ?? buckets;

    /// <summary>The number of a word or label, or -1.</summary>
    public int Find(ReadOnlySpan<byte> word, uint hash)
    {
        var mask = _table.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var entry = _table[slot] - 1;
            if (entry < 0 || Entry(entry).SequenceEqual(word)) return entry;
        }
    }

    /// <summary>Whether a token is taken for a label, which is no word of the text: an entry by its kind, any other by its beginning.</summary>
    public bool IsLabel(int entry, ReadOnlySpan<byte> token) => entry >= 0 ? entry >= WordCount : token.StartsWith("__label__"u8);

    /// <summary>The row of the n-grams of a bucket, or -1 where it was left out.</summary>
    public int NgramRow(int bucket) => _kept is null ? WordCount + bucket : _kept.Find(bucket) is var row and >= 0 ? WordCount + row : -1;

    private ReadOnlySpan<byte> Entry(int entry)
    {
        var start = entry == 0 ? 0 : _ends[entry - 1];
        return _bytes.AsSpan(start, _ends[entry] - start);
    }

    private int[] MakeTable()
    {
        var table = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_ends.Length * 2)];
        var mask = table.Length - 1;
        for (var entry = 0; entry < _ends.Length; entry++)
        {
            var slot = (int)Hash(Entry(entry)) & mask;
            while (table[slot] != 0) slot = (slot + 1) & mask;
            table[slot] = entry + 1;
        }

        return table;
    }
}
