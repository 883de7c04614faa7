using System.Text;

namespace Cuvee.Cli;

/// <summary>
/// A table that fits the screen: every row is one line, and where it would be too wide the widest columns are cut. Where there are too
/// many columns for that, each row becomes a list of names and values.
/// </summary>
internal sealed class TextTable
{
    private const int MinColumns = 8;
    private const string Gap = "  ";

    private readonly List<(string Name, bool IsNumber)> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a column; numbers stand at the right.</summary>
    public TextTable Column(string name, bool isNumber = false)
    {
        _columns.Add((name, isNumber));
        return this;
    }

    /// <summary>Adds a row with one text for each column.</summary>
    public void Row(params string[] cells) => _rows.Add([.. cells.Select(OneLine)]);

    public void Write(Screen screen)
    {
        var widths = Widths(screen.Columns);
        if (widths.Sum() + (Gap.Length * (widths.Length - 1)) > screen.Columns)
        {
            WriteLists(screen);
            return;
        }

        screen.Line(screen.OutStyle.Bold(Line([.. _columns.Select(column => column.Name)], widths)));
        screen.Line(string.Join(Gap, widths.Select(width => new string('─', width))));
        foreach (var row in _rows) screen.Line(Line(row, widths));
    }

    private void WriteLists(Screen screen)
    {
        var indent = _columns.Max(column => CellWidth.Of(column.Name)) + Gap.Length;
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                var space = new string(' ', indent - CellWidth.Of(_columns[i].Name));
                screen.Line($"{screen.OutStyle.Bold(_columns[i].Name)}{space}{CellWidth.Cut(row[i], Math.Max(MinColumns, screen.Columns - indent))}");
            }

            screen.Line();
        }
    }

    private string Line(string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) line.Append(Gap);
            var cell = CellWidth.Cut(cells[i], widths[i]);
            var space = new string(' ', widths[i] - CellWidth.Of(cell));
            if (_columns[i].IsNumber) line.Append(space).Append(cell);
            else line.Append(cell).Append(space);
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>Each column as wide as its widest cell, then the widest ones narrowed step by step until a row fits, but never below 8.</summary>
    private int[] Widths(int columns)
    {
        var widths = _columns.Select((column, i) => _rows.Select(row => CellWidth.Of(row[i])).Append(CellWidth.Of(column.Name)).Max()).ToArray();
        var room = columns - (Gap.Length * (widths.Length - 1));
        while (widths.Sum() > room && widths.Max() > MinColumns) widths[Array.IndexOf(widths, widths.Max())]--;
        return widths;
    }

    private static string OneLine(string cell) => Prose.Visible(cell.ReplaceLineEndings(" ").Replace('\t', ' '));
}
