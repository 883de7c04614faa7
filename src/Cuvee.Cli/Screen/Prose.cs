using System.Text;

namespace Cuvee.Cli;

/// <summary>Text in lines that fit the screen.</summary>
internal static class Prose
{
    /// <summary>Longer lines are hard to read.</summary>
    private const int MaxColumns = 100;

    /// <summary>However narrow the screen, a line holds some words.</summary>
    private const int MinColumns = 24;

    /// <summary>Writes a text that begins in column <paramref name="indent"/> and goes on there in every further line. Spaces within a line are kept.</summary>
    public static void Write(Screen screen, string text, int indent)
    {
        var width = Math.Max(MinColumns, Math.Min(screen.Columns, MaxColumns) - indent);
        var column = 0;
        foreach (var word in text.Split(' '))
        {
            var wordColumns = CellWidth.Of(word);
            if (column > 0 && column + 1 + wordColumns > width)
            {
                screen.Line();
                screen.Out.Write(new string(' ', indent));
                column = 0;
            }
            else if (column > 0)
            {
                screen.Out.Write(' ');
                column++;
            }

            screen.Out.Write(word);
            column += wordColumns;
        }

        screen.Line();
    }

    /// <summary>Writes a title and below it words with their meanings, in two columns; nothing when there are none.</summary>
    public static void Definitions(Screen screen, string title, IEnumerable<(string Word, string Meaning)> entries)
    {
        var list = entries.ToList();
        if (list.Count == 0) return;
        screen.Line();
        screen.Line(screen.OutStyle.Bold(title));
        var indent = list.Max(entry => entry.Word.Length) + 4;
        foreach (var (word, meaning) in list)
        {
            screen.Out.Write($"  {screen.OutStyle.Cyan(word)}{new string(' ', indent - 2 - word.Length)}");
            Write(screen, meaning, indent);
        }
    }

    /// <summary>A text without the control characters that would steer a terminal; line ends and tabs stay.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        var visible = new StringBuilder(text.Length);
        foreach (var character in text) visible.Append(char.IsControl(character) && character is not ('\n' or '\t') ? '\uFFFD' : character);
        return visible.ToString();
    }
}
