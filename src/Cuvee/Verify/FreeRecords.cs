using Cuvee.Split;

namespace Cuvee.Verify;

/// <summary>The records that no holdout binds, themselves or by a record of their component, counted by split; each by the line that the ledger names.</summary>
internal sealed class FreeRecords
{
    private readonly int[] _rowOfLine;
    private readonly Func<int, bool>[] _holdouts;

    /// <param name="dataset">The emitted dataset.</param>
    /// <param name="components">Which lines belong together.</param>
    public FreeRecords(EmittedDataset dataset, Components components)
    {
        var rule = dataset.Dataset.Split;
        var names = rule.Parts.Select(part => part.Name).ToList();
        _rowOfLine = dataset.Placement.RowOfLine;
        _holdouts = [.. rule.Holdouts.Select(holdout => dataset.Ledger.Where(holdout.Tag, holdout.Values.Contains))];
        InPart = new long[rule.Parts.Length];
        var sizes = new int[_rowOfLine.Length];
        var isHeld = new bool[_rowOfLine.Length];
        for (var line = 0; line < _rowOfLine.Length; line++)
        {
            if (_rowOfLine[line] < 0) continue;
            var component = components.Find(line);
            sizes[component]++;
            isHeld[component] |= IsHeld(line);
        }

        for (var component = 0; component < sizes.Length; component++)
        {
            if (!isHeld[component]) AddSize(sizes[component]);
        }

        foreach (var file in dataset.ReadBack.Files)
        {
            if (names.IndexOf(file.Split) is not (var part and >= 0)) continue;
            for (var line = file.FirstLine; line < file.FirstLine + file.Lines; line++)
            {
                if (_rowOfLine[line] >= 0 && !isHeld[components.Find(line)]) InPart[part]++;
            }
        }
    }

    /// <summary>Records of each split of the recipe.</summary>
    public long[] InPart { get; }

    public long Count { get; private set; }

    public long ComponentCount { get; private set; }

    public double SumOfSquares { get; private set; }

    public long LargestComponent { get; private set; }

    private void AddSize(long size)
    {
        if (size == 0) return;
        ComponentCount++;
        Count += size;
        SumOfSquares += (double)size * size;
        LargestComponent = Math.Max(LargestComponent, size);
    }

    private bool IsHeld(int line)
    {
        foreach (var isMeant in _holdouts)
        {
            if (isMeant(_rowOfLine[line])) return true;
        }

        return false;
    }
}
