using System.Text;

namespace Cuvee.Filter;

/// <summary>Words, lines and symbols of texts, fenced code left out.</summary>
internal struct SymbolCounts
{
    /// <summary>Lines that are not blank.</summary>
    public long Lines { get; private set; }

    public long BulletLines { get; private set; }

    public long EllipsisLines { get; private set; }

    /// <summary>What stands between white space.</summary>
    public long Words { get; private set; }

    public long LetterWords { get; private set; }

    /// <summary>Runs of hash signs, those of headings left out.</summary>
    public long Hashes { get; private set; }

    /// <summary>Of one character or of three periods.</summary>
    public long Ellipses { get; private set; }

    public void Add(ReadOnlySpan<byte> text)
    {
        var lines = new FencedLines(text);
        while (lines.Next())
        {
            if (lines.Line.IsEmpty || lines.IsCode) continue;
            var line = lines.Line;
            Lines++;
            BulletLines += BeginsWithBullet(line) ? 1 : 0;
            EllipsisLines += line.EndsWith("..."u8) || line.EndsWith("…"u8) ? 1 : 0;
            Hashes += Runs(line, (byte)'#') - (IsHeading(line) ? 1 : 0);
            Ellipses += line.Count("..."u8) + line.Count("…"u8);
            CountWords(line);
        }
    }

    private static bool BeginsWithBullet(ReadOnlySpan<byte> line) =>
        (line[0] is (byte)'-' or (byte)'*' or (byte)'+' && line.Length > 1 && line[1] is (byte)' ' or (byte)'\t')
        || line.StartsWith("•"u8) || line.StartsWith("‣"u8) || line.StartsWith("▪"u8) || line.StartsWith("◦"u8) || line.StartsWith("●"u8) || line.StartsWith("– "u8);

    private static bool IsHeading(ReadOnlySpan<byte> line) => line[0] == (byte)'#' && line.IndexOfAnyExcept((byte)'#') is > 0 and var end && line[end] == (byte)' ';

    private static long Runs(ReadOnlySpan<byte> line, byte sign)
    {
        var count = 0L;
        for (var at = line.IndexOf(sign); at >= 0; at = line.IndexOf(sign))
        {
            count++;
            line = line[at..].TrimStart(sign);
        }

        return count;
    }

    private void CountWords(ReadOnlySpan<byte> line)
    {
        var (isWord, hasLetter) = (false, false);
        while (!line.IsEmpty)
        {
            bool isSpace, isLetter;
            var length = 1;
            if (line[0] < 0x80)
            {
                isSpace = line[0] is (byte)' ' or (byte)'\t' or (byte)'\r';
                isLetter = char.IsAsciiLetter((char)line[0]);
            }
            else
            {
                Rune.DecodeFromUtf8(line, out var rune, out length);
                isSpace = Rune.IsWhiteSpace(rune);
                isLetter = Rune.IsLetter(rune);
            }

            line = line[length..];
            if (isSpace && isWord)
            {
                Words++;
                LetterWords += hasLetter ? 1 : 0;
                hasLetter = false;
            }

            isWord = !isSpace;
            hasLetter |= isLetter;
        }

        if (!isWord) return;
        Words++;
        LetterWords += hasLetter ? 1 : 0;
    }
}
