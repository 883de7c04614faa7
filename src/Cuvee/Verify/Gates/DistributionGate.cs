namespace Cuvee.Verify;

/// <summary>
/// The splits have the sizes that the recipe asks, holdouts aside: each share within the larger of one point and four sigma over the
/// components that fall as wholes, or, under <c>sizes: exact</c>, cut as near to the exact count as components allow. Components are found
/// again from emitted prompts; groups by other fields cannot be, so where the recipe has some a deviation only warns.
/// </summary>
internal sealed class DistributionGate : IGate
{
    /// <summary>The tolerance of the contract: one point of a hundred, or four standard deviations.</summary>
    private const double Point = 0.01;
    private const double Sigmas = 4;

    public string Name => "distribution";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var rule = dataset.Dataset.Split;
        if (rule.Parts.Length == 1)
        {
            findings.Note($"there is one split, {rule.Parts[0].Name}");
            return;
        }

        var free = new FreeRecords(dataset);
        if (free.Count == 0)
        {
            findings.Note("every record is held out");
            return;
        }

        var problems = rule.IsExact ? Exact(dataset, free) : Approximate(dataset, free);
        var groups = string.Join(", ", rule.Together.Fields);
        foreach (var problem in problems)
        {
            if (rule.Together.Fields.IsEmpty) findings.Fail(problem);
            else findings.Warn($"{problem} (groups by {groups} are not in the emitted lines and may explain it)");
        }

        var total = rule.Parts.Sum(part => part.Part);
        var shares = rule.Parts.Select((part, i) => $"{part.Name} {(double)free.InPart[i] / free.Count * 100:0.00} % of {part.Part / total * 100:0.##} %");
        findings.Note($"{string.Join(", ", shares)} over {free.ComponentCount:N0} groups of {free.Count:N0} records");
    }

    private static IEnumerable<string> Approximate(EmittedDataset dataset, FreeRecords free)
    {
        var parts = dataset.Dataset.Split.Parts;
        var total = parts.Sum(part => part.Part);
        for (var i = 0; i < parts.Length; i++)
        {
            var asked = (double)(parts[i].Part / total);
            var found = (double)free.InPart[i] / free.Count;
            var allowed = Math.Max(Point, Sigmas * Math.Sqrt(asked * (1 - asked) * free.SumOfSquares) / free.Count);
            if (Math.Abs(found - asked) > allowed) yield return $"{parts[i].Name} has {found * 100:0.00} % of {free.Count:N0} records, {asked * 100:0.##} % were asked, within {allowed * 100:0.00} points";
        }
    }

    /// <summary>A cut between components lies at most half of the largest one away from the exact count.</summary>
    private static IEnumerable<string> Exact(EmittedDataset dataset, FreeRecords free)
    {
        var parts = dataset.Dataset.Split.Parts;
        var exact = new Mix.Shares(parts.Select(part => part.Part).ToArray()).Apportion(free.Count);
        long asked = 0, found = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            asked += exact[i];
            found += free.InPart[i];
            if (2 * Math.Abs(found - asked) > free.LargestComponent) yield return $"the splits up to {parts[i].Name} have {found:N0} records, {asked:N0} were asked exactly";
        }
    }

    /// <summary>The records that no holdout binds, themselves or by a record with the same prompt; each by the line that the ledger names.</summary>
    private sealed class FreeRecords
    {
        private readonly EmittedDataset _dataset;
        private readonly int[] _rowOfLine;
        private readonly int[] _partOfFile;
        private readonly Func<int, bool>[] _holdouts;
        private readonly bool[] _isGrouped;

        public FreeRecords(EmittedDataset dataset)
        {
            var rule = dataset.Dataset.Split;
            (_dataset, _rowOfLine) = (dataset, dataset.Placement.RowOfLine);
            _isGrouped = new bool[_rowOfLine.Length];
            _partOfFile = [.. dataset.ReadBack.Files.Select(file => rule.Parts.Select(part => part.Name).ToList().IndexOf(file.Split))];
            _holdouts = [.. rule.Holdouts.Select(holdout => dataset.Ledger.Where(holdout.Tag, holdout.Values.Contains))];
            InPart = new long[rule.Parts.Length];
            if (rule.Together.Prompt) foreach (var run in dataset.PromptRuns.Shared()) AddGroups([.. run.Span]);
            AddSingle();
        }

        public long[] InPart { get; }

        public long Count { get; private set; }

        public long ComponentCount { get; private set; }

        public double SumOfSquares { get; private set; }

        public long LargestComponent { get; private set; }

        /// <summary>Lines of equal prompts, and whichever else share the beginning of a hash with them.</summary>
        private void AddGroups(List<int> lines)
        {
            while (lines.Count > 0)
            {
                var group = lines.Where(line => line == lines[0] || _dataset.PromptRuns.HaveSamePrompt(line, lines[0])).ToList();
                lines.RemoveAll(group.Contains);
                foreach (var line in group) _isGrouped[line] = true;
                var records = group.Where(line => _rowOfLine[line] >= 0).ToList();
                if (!records.Exists(IsHeld)) AddComponent(records);
            }
        }

        private void AddComponent(List<int> lines)
        {
            foreach (var line in lines)
            {
                if (_partOfFile[_dataset.ReadBack.FileOf(line)] is var part and >= 0) InPart[part]++;
            }

            AddSize(lines.Count);
        }

        private void AddSingle()
        {
            for (var file = 0; file < _partOfFile.Length; file++)
            {
                var emitted = _dataset.ReadBack.Files[file];
                for (var line = emitted.FirstLine; line < emitted.FirstLine + emitted.Lines && _partOfFile[file] >= 0; line++)
                {
                    if (_isGrouped[line] || _rowOfLine[line] < 0 || IsHeld(line)) continue;
                    InPart[_partOfFile[file]]++;
                    AddSize(1);
                }
            }
        }

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
}
