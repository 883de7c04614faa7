namespace Cuvee.Tokens;

/// <summary>Byte-level byte-pair encoding: every byte is a token to begin with. GPT-2 and after, cl100k_base, o200k_base, Llama 3, Qwen.</summary>
/// <param name="tokens">The vocabulary.</param>
/// <param name="takesWholeWords">A word that is a token is that token, whatever its merges would give; as in tiktoken, and with <c>ignore_merges</c>.</param>
internal sealed class ByteModel(TokenTable tokens, bool takesWholeWords) : WordModel
{
    // A byte that is no token is left out, as the tokenizers leave it out when there is no unknown token
    private readonly int[] _bytes = [.. Enumerable.Range(0, 256).Select(value => tokens.Find([(byte)value]))];

    public override int Count(ReadOnlySpan<byte> word, PairMerger merger)
    {
        if (takesWholeWords && tokens.Find(word) >= 0) return 1;
        merger.Clear();
        foreach (var value in word)
        {
            if (_bytes[value] >= 0) merger.Add(_bytes[value]);
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
