using Cuvee.Texts;

namespace Cuvee.Filter;

/// <summary>The first words of a text, so that whether it opens with a phrase does not depend on how long it is.</summary>
internal static class OpeningWords
{
    /// <summary>Far longer than any phrase.</summary>
    private const int MaxBytes = 512;

    /// <summary>Fills <paramref name="words"/> with them.</summary>
    public static ReadOnlySpan<ulong> Of(ReadOnlySpan<byte> text, Words words)
    {
        if (text.Length > MaxBytes)
        {
            var end = MaxBytes;

            // Not within a character
            while ((sbyte)text[end] < -64) end--;
            text = text[..end];
        }

        words.Clear();
        words.Add(text);
        return words.Hashes;
    }
}
