using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>
/// Which ledger row each emitted line belongs to. A row names its first line; the further copies of a repeated record are found by what they
/// hold.
/// </summary>
internal sealed class Placement
{
    /// <summary>The mark of a line that no ledger row names.</summary>
    public const int Unnamed = -1;

    private readonly LedgerRows _ledger;
    private readonly ReadBack _readBack;
    private readonly EmittedFile?[] _files;

    public Placement(LedgerRows ledger, ReadBack readBack)
    {
        (_ledger, _readBack) = (ledger, readBack);
        var byPath = readBack.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        _files = [.. ledger.OutputFiles.Texts.Select(path => byPath.GetValueOrDefault(path))];
        RowOfLine = new int[readBack.Lines.Count];
        Array.Fill(RowOfLine, Unnamed);
        CharactersOfRow = new int[ledger.RowCount];
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (row + Prefetch.Ahead < ledger.RowCount && LineOf(row + Prefetch.Ahead) is >= 0 and var ahead) Prefetch.Of(ref readBack.Lines[ahead]);
            if (!ledger.IsKept(row)) continue;
            var line = LineOf(row);
            CharactersOfRow[row] = line < 0 ? -1 : readBack.Lines[line].Characters;
            if (line < 0) RowsWithoutLine.Add(row);
            else if (RowOfLine[line] != Unnamed) RowsWithTakenLine.Add(row);
            else Name(line, row);
        }

        LinesOfOtherBytes.Sort();
        LinesOfOtherContent.Sort();
    }

    /// <summary>For each line the ledger row that names it, or <see cref="Unnamed"/>.</summary>
    public int[] RowOfLine { get; }

    /// <summary>For each kept row the characters of the line that it names, -1 when it is not there; 0 for other rows.</summary>
    public int[] CharactersOfRow { get; }

    /// <summary>Lines whose hash is not that of the row that names them, in order.</summary>
    public List<int> LinesOfOtherBytes { get; } = [];

    /// <summary>Lines whose content is not that of the row that names them, in order; a line whose content nobody can tell is not among them.</summary>
    public List<int> LinesOfOtherContent { get; } = [];

    /// <summary>Kept rows that name a line that is not there.</summary>
    public List<int> RowsWithoutLine { get; } = [];

    /// <summary>Kept rows that name a line that an earlier row names.</summary>
    public List<int> RowsWithTakenLine { get; } = [];

    /// <summary>The emitted file that a row names; null when there is none of that name.</summary>
    public EmittedFile? FileOf(int row) => _files[_ledger.KindOf(row).OutputFile];

    /// <summary>The index of the line that a row names, -1 when it is not there.</summary>
    public int LineOf(int row)
    {
        ref readonly var at = ref _ledger[row];
        return FileOf(row) is { } file && at.OutputLine >= 1 && at.OutputLine <= file.Lines ? file.FirstLine + at.OutputLine - 1 : -1;
    }

    /// <summary>Rows come in the order of the inputs, lines in another: they meet here once, since each meeting is a walk through memory.</summary>
    private void Name(int line, int row)
    {
        RowOfLine[line] = row;
        ref readonly var written = ref _ledger[row];
        ref readonly var found = ref _readBack.Lines[line];
        if (found.Hash != written.OutputHash) LinesOfOtherBytes.Add(line);
        if (!found.Content.IsNone && found.Content != written.Content) LinesOfOtherContent.Add(line);
    }

    /// <summary>The lines that no row names, against the further copies that rows promise, by the hash of the line.</summary>
    /// <param name="untraced">Lines that are no copy of anything.</param>
    /// <param name="lacking">Rows with fewer copies than they promise.</param>
    /// <param name="copies">Lines that are further copies, with their rows.</param>
    public void MatchCopies(List<int> untraced, List<int> lacking, List<(int Line, int Row)> copies)
    {
        var promised = new List<(ulong Hash, int Row, int Count)>();
        for (var row = 0; row < _ledger.RowCount; row++)
        {
            ref readonly var at = ref _ledger[row];
            if (at.Copies > 1 && _ledger.IsKept(row)) promised.Add((at.OutputHash, row, at.Copies - 1));
        }

        var found = new List<(ulong Hash, int Line)>();
        for (var line = 0; line < RowOfLine.Length; line++)
        {
            if (RowOfLine[line] == Unnamed) found.Add((_readBack.Lines[line].Hash, line));
        }

        promised.Sort();
        found.Sort();
        var next = 0;
        foreach (var (hash, line) in found)
        {
            for (; next < promised.Count && (promised[next].Hash < hash || promised[next].Count == 0); next++)
            {
                if (promised[next].Count > 0) lacking.Add(promised[next].Row);
            }

            if (next == promised.Count || promised[next].Hash != hash)
            {
                untraced.Add(line);
                continue;
            }

            copies.Add((line, promised[next].Row));
            promised[next] = promised[next] with { Count = promised[next].Count - 1 };
        }

        for (; next < promised.Count; next++)
        {
            if (promised[next].Count > 0) lacking.Add(promised[next].Row);
        }

        untraced.Sort();
        lacking.Sort();
    }
}
