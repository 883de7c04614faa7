using Cuvee.Model;
using Cuvee.Split;

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

        var lines = dataset.Placement.RowOfLine.Index().Where(entry => entry.Item >= 0).Select(entry => entry.Index).ToArray();
        var free = new FreeRecords(dataset, lines);
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

    /// <summary>The records that no holdout binds: themselves or by a record with the same prompt.</summary>
    private sealed class FreeRecords
    {
        public FreeRecords(EmittedDataset dataset, int[] lines)
        {
            var (readBack, rule) = (dataset.ReadBack, dataset.Dataset.Split);
            var components = new Components(lines.Length);
            if (rule.Together.Prompt) components.JoinEqual(Array.ConvertAll(lines, line => readBack.Lines[line].Prompt));
            var isHeld = HeldComponents(dataset, lines, components);
            var partOfFile = readBack.Files.Select(file => rule.Parts.Select(part => part.Name).ToList().IndexOf(file.Split)).ToArray();
            var sizes = new int[lines.Length];
            InPart = new long[rule.Parts.Length];
            for (int i = 0, file = 0; i < lines.Length; i++)
            {
                while (lines[i] >= readBack.Files[file].FirstLine + readBack.Files[file].Lines) file++;
                var component = components.Find(i);
                if (isHeld[component] || partOfFile[file] < 0) continue;
                InPart[partOfFile[file]]++;
                sizes[component]++;
            }

            foreach (var size in sizes)
            {
                if (size == 0) continue;
                ComponentCount++;
                Count += size;
                SumOfSquares += (double)size * size;
                LargestComponent = Math.Max(LargestComponent, size);
            }
        }

        public long[] InPart { get; }

        public long Count { get; }

        public long ComponentCount { get; }

        public double SumOfSquares { get; }

        public long LargestComponent { get; }

        private static bool[] HeldComponents(EmittedDataset dataset, int[] lines, Components components)
        {
            var isHeld = new bool[lines.Length];
            foreach (var holdout in dataset.Dataset.Split.Holdouts)
            {
                var isMeant = dataset.Ledger.Where(holdout.Tag, holdout.Values.Contains);
                for (var i = 0; i < lines.Length; i++)
                {
                    if (isMeant(dataset.Placement.RowOfLine[lines[i]])) isHeld[components.Find(i)] = true;
                }
            }

            return isHeld;
        }
    }
}
