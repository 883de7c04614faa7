using System.Text;

namespace Cuvee.Tokens;

/// <summary>Byte-pair encoding over characters, as SentencePiece makes it: Llama 2, Mistral. A character that is no token is its bytes' tokens, or the unknown token.</summary>
/// <param name="tokens">The vocabulary, of texts.</param>
/// <param name="merges">Its merges.</param>
/// <param name="unknown">Stands for characters without a token; -1 leaves them out.</param>
/// <param name="fusesUnknown">Neighbouring unknown characters are one token.</param>
/// <param name="byteTokens">The token of each byte for characters without one; empty where there are none.</param>
/// <param name="takesWholeWords">A word that is a token is that token.</param>
internal sealed class CharacterModel(TokenTable tokens, MergeTable merges, int unknown, bool fusesUnknown, int[] byteTokens, bool takesWholeWords) : WordModel(merges)
{
    public override int Count(ReadOnlySpan<byte> word, PairMerger merger)
    {
        if (takesWholeWords && tokens.Find(word) >= 0) return 1;
        merger.Clear();
        var isUnknown = false;
        for (int at = 0, bytes; at < word.Length; at += bytes)
        {
            Rune.DecodeFromUtf8(word[at..], out _, out bytes);
            var character = word.Slice(at, bytes);
            var wasUnknown = isUnknown;
            isUnknown = false;
            if (tokens.Find(character) is var id and >= 0)
            {
                merger.Add(id);
            }
            else if (byteTokens.Length > 0)
            {
                foreach (var value in character) merger.Add(byteTokens[value]);
            }
            else if (unknown >= 0)
            {
                isUnknown = true;
                if (!wasUnknown || !fusesUnknown) merger.Add(unknown);
            }
        }

        return merger.Merge();
    }
}
