namespace Cuvee.Tokens;

/// <summary>Byte-level byte-pair encoding: every byte is a token to begin with. GPT-2 and after, cl100k_base, o200k_base, Llama 3, Qwen.</summary>
internal sealed class ByteModel : WordModel
{
    private readonly TokenTable _tokens;
    private readonly bool _takesWholeWords;

    // A byte that is no token is left out, as the tokenizers leave it out when there is no unknown token
    private readonly int[] _bytes;

    // The rank of each two bytes, the first in front: every word is asked for them
    private readonly uint[] _pairs = new uint[1 << 16];

    /// <param name="tokens">The vocabulary.</param>
    /// <param name="merges">Its merges.</param>
    /// <param name="takesWholeWords">A word that is a token is that token, whatever its merges would give; as in tiktoken, and with <c>ignore_merges</c>.</param>
    public ByteModel(TokenTable tokens, MergeTable merges, bool takesWholeWords)
        : base(merges)
    {
        (_tokens, _takesWholeWords) = (tokens, takesWholeWords);
        _bytes = [.. Enumerable.Range(0, 256).Select(value => tokens.Find([(byte)value]))];
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            var (left, right) = (_bytes[pair >> 8], _bytes[pair & 0xFF]);
            _pairs[pair] = left < 0 || right < 0 ? MergeTable.None : merges.Find(left, right);
        }
    }

    public override int Count(ReadOnlySpan<byte> word, PairMerger merger)
    {
        if (_takesWholeWords && _tokens.Find(word) >= 0) return 1;
        merger.Clear();
        var last = -1;
        foreach (var value in word)
        {
            if (_bytes[value] is not (var id and >= 0)) continue;
            merger.Add(id, last < 0 ? MergeTable.None : _pairs[last << 8 | value]);
            last = value;
        }

        return merger.Merge();
    }

    /// <summary>The merges of a vocabulary whose numbers are its ranks: each token is made of any two tokens whose bytes it is.</summary>
    public static MergeTable MergesOf(TokenTable tokens)
    {
        var merges = new MergeTable(tokens.Count * 4);
        for (var i = 0; i < tokens.Count; i++)
        {
            var (bytes, id) = tokens[i];
            for (var cut = 1; cut < bytes.Length; cut++)
            {
                if (tokens.Find(bytes.Span[..cut]) is var left and >= 0 && tokens.Find(bytes.Span[cut..]) is var right and >= 0) merges.Add(left, right, id, id);
            }
        }

        return merges;
    }
}
