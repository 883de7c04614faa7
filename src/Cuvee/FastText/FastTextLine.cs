using System.Numerics;
using System.Runtime.InteropServices;

namespace Cuvee.FastText;

/// <summary>
/// A text on its way through a model, taken as one line whatever line ends it holds: its tokens are looked up, and the rows of words, of n-grams within words and
/// of runs of words are added up in fastText's order. Kept by a thread and used again for the next text.
/// </summary>
internal sealed class FastTextLine
{
    private readonly FastTextScratch _scratch = new();
    private FastTextModel _model = null!;
    private byte[] _word = new byte[256];
    private uint[] _hashes = new uint[256];
    private int _hashCount;
    private int _rowCount;
    private bool _hasEnded;

    /// <summary>Begins the next text.</summary>
    public void Begin(FastTextModel model)
    {
        _model = model;
        (_hashCount, _rowCount, _hasEnded) = (0, 0, false);
        Vector.Clear();
    }

    /// <summary>Adds a part of the text; no word reaches over the end of a part.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        var start = 0;
        var hash = FastTextVocabulary.HashStart;
        for (var at = 0; at < text.Length && !_hasEnded; at++)
        {
            var value = text[at];
            if (!IsSpace(value))
            {
                hash = FastTextVocabulary.HashNext(hash, value);
                continue;
            }

            if (at > start) AddToken(text[start..at], hash);
            (start, hash) = (at + 1, FastTextVocabulary.HashStart);
        }

        if (start < text.Length && !_hasEnded) AddToken(text[start..], hash);
    }

    /// <summary>Ends the text; false when the model knows nothing of what is in it.</summary>
    public bool End()
    {
        if (!_hasEnded) AddToken(FastTextVocabulary.EndOfLine, FastTextVocabulary.Hash(FastTextVocabulary.EndOfLine));
        AddWordNgrams();
        if (_rowCount == 0) return false;
        var share = (float)(1.0 / _rowCount);
        foreach (ref var number in Vector) number *= share;
        return true;
    }

    /// <summary>The best labels of the text, best first.</summary>
    public int Best(Span<LabelPrediction> best) => _model.Output.Best(Vector, _scratch, best);

    public float Probability(int label) => _model.Output.Probability(Vector, label, _scratch);

    private Span<float> Vector => _scratch.Vector(_model.Header.Dimension);

    /// <summary>The white space of ASCII and the byte 0; a no-break space is a letter to fastText.</summary>
    private static bool IsSpace(byte value) => value is <= (byte)' ' and ((byte)' ' or (>= (byte)'\t' and <= (byte)'\r') or 0);

    private void AddToken(ReadOnlySpan<byte> token, uint hash)
    {
        var vocabulary = _model.Vocabulary;
        var entry = vocabulary.Find(token, hash);
        // What stands behind such a token is another line to fastText
        _hasEnded = token.SequenceEqual(FastTextVocabulary.EndOfLine);
        if (vocabulary.IsLabel(entry, token)) return;
        if (entry >= 0) AddRow(entry);
        if (_model.Header.LongestNgram > 0 && !_hasEnded) AddNgrams(token);
        if (_model.Header.WordNgrams <= 1) return;
        if (_hashCount == _hashes.Length) Array.Resize(ref _hashes, _hashCount * 2);
        _hashes[_hashCount++] = hash;
    }

    /// <summary>The n-grams of characters of a word between angle brackets; a bracket alone is none.</summary>
    private void AddNgrams(ReadOnlySpan<byte> token)
    {
        if (_word.Length < token.Length + 2) _word = new byte[Math.Max(token.Length + 2, _word.Length * 2)];
        var word = _word.AsSpan(0, token.Length + 2);
        (word[0], word[^1]) = ((byte)'<', (byte)'>');
        token.CopyTo(word[1..]);
        var (shortest, longest) = (_model.Header.ShortestNgram, _model.Header.LongestNgram);
        for (var start = 0; start < word.Length; start++)
        {
            if (IsContinuation(word[start])) continue;
            var hash = FastTextVocabulary.HashStart;
            for (int end = start, length = 1; end < word.Length && length <= longest; length++)
            {
                do hash = FastTextVocabulary.HashNext(hash, word[end++]);
                while (end < word.Length && IsContinuation(word[end]));
                if (length >= shortest && (length > 1 || (start > 0 && end < word.Length))) AddBucket((int)(hash % (uint)_model.Header.Buckets));
            }
        }
    }

    private void AddWordNgrams()
    {
        var hashes = _hashes.AsSpan(0, _hashCount);
        for (var first = 0; first < hashes.Length; first++)
        {
            // The hashes of words go in with their sign
            var hash = (ulong)(int)hashes[first];
            for (var last = first + 1; last < hashes.Length && last - first < _model.Header.WordNgrams; last++)
            {
                hash = (hash * 116_049_371) + (ulong)(int)hashes[last];
                AddBucket((int)(hash % (ulong)_model.Header.Buckets));
            }
        }
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;

    private void AddBucket(int bucket)
    {
        var row = _model.Vocabulary.NgramRow(bucket);
        if (row >= 0) AddRow(row);
    }

    private void AddRow(int row)
    {
        _rowCount++;
        var numbers = _model.Input.Row(row);
        var vector = Vector;
        var wideNumbers = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var wideVector = MemoryMarshal.Cast<float, Vector<float>>(vector);
        for (var i = 0; i < wideNumbers.Length; i++) wideVector[i] += wideNumbers[i];
        for (var i = wideNumbers.Length * Vector<float>.Count; i < numbers.Length; i++) vector[i] += numbers[i];
    }
}
