using System.Text;

namespace Cuvee.Filter;

/// <summary>What marks do in texts of many scripts.</summary>
internal static class Punctuation
{
    /// <summary>Ends a sentence: Unicode's Sentence_Terminal of the scripts that datasets are written in.</summary>
    public static bool EndsSentence(Rune rune) =>
        rune.Value is '.' or '!' or '?' or '…' or '؟' or '۔' or '।' or '॥' or '։' or '።' or '‼' or '⁇' or '⁈' or '⁉' || EndsSentenceAlone(rune);

    /// <summary>Ends a sentence without white space behind it.</summary>
    public static bool EndsSentenceAlone(Rune rune) => rune.Value is '。' or '！' or '？' or '｡' or '．';

    /// <summary>A closing quote or bracket, or a mark of Markdown that may close one.</summary>
    public static bool Closes(Rune rune) =>
        rune.Value is '"' or '\'' or ')' or ']' or '}' or '*' or '_' or '`' or '”' or '’' or '»' or '«' or '“' or '）' or '」' or '』' or '】' or '》';
}
