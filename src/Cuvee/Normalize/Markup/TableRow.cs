using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>The cells of a table's row, collected until it ends.</summary>
internal sealed class TableRow
{
    private readonly List<int> _ends = [];
    private bool _hasHeader;

    /// <summary>The cells, one behind the other; the last is being written.</summary>
    public ByteBuffer Cells { get; } = new();

    /// <summary>A table begins.</summary>
    public void Begin()
    {
        _hasHeader = false;
        Clear();
    }

    /// <summary>A cell ends.</summary>
    public void EndCell() => _ends.Add(Cells.Length);

    /// <summary>
    /// The row as lines, <c>| a | b |</c> in Markdown with a line of dashes below the table's first, else <c>a | b</c>. Rows without words are left out.
    /// </summary>
    public byte[] Close(MarkupForm form)
    {
        if (Cells.Length == 0)
        {
            Clear();
            return [];
        }

        var output = new ByteBuffer(Cells.Length + 64);
        var isMarkdown = form == MarkupForm.Markdown;
        var count = isMarkdown ? _ends.Count : _ends.FindIndex(end => end == Cells.Length) + 1;
        for (var i = 0; i < count; i++)
        {
            var cell = Cells.Written[(i == 0 ? 0 : _ends[i - 1]).._ends[i]];
            if (isMarkdown || i > 0) output.Add(output.Length == 0 ? "|"u8 : " |"u8);
            if (cell.IsEmpty) continue;
            if (output.Length > 0) output.Add((byte)' ');
            AddCell(output, cell, isMarkdown);
        }

        if (isMarkdown) output.Add(" |"u8);
        if (isMarkdown && !_hasHeader)
        {
            output.Add("\n|"u8);
            for (var i = 0; i < count; i++) output.Add(" --- |"u8);
        }

        _hasHeader = true;
        Clear();
        return output.Written.ToArray();
    }

    private static void AddCell(ByteBuffer output, ReadOnlySpan<byte> cell, bool isEscaped)
    {
        foreach (var character in cell)
        {
            if (character == '|' && isEscaped) output.Add((byte)'\\');
            output.Add(character);
        }
    }

    private void Clear()
    {
        Cells.Clear();
        _ends.Clear();
    }
}
