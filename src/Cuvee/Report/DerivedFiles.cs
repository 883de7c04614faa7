using System.Text;
using Cuvee.Engine;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>The files that say again, for people and for catalogues, what the others of a dataset's folder hold: each is a function of these alone.</summary>
internal static class DerivedFiles
{
    /// <summary>Their names with what makes their text.</summary>
    private static readonly (string Name, Func<EmittedDataset, string> Text)[] All = [(CroissantFile.Name, CroissantFile.Text), ("report.html", ReportPage.Text)];

    public static IEnumerable<string> Names => All.Select(file => file.Name);

    /// <summary>Writes them into the dataset's folder, where everything but SHA256SUMS is.</summary>
    public static void Write(EmittedDataset dataset)
    {
        Ordered.Run(dataset.Threads, [.. All.Select(file => (Action)(() => File.WriteAllText(Path.Combine(dataset.Folder, file.Name), file.Text(dataset))))]);
    }

    /// <summary>Which of them are not what the other files give: clauses with the line of the first difference.</summary>
    /// <exception cref="MissingEvidenceException">One of them or of the others cannot be read.</exception>
    public static IEnumerable<string> Differences(EmittedDataset dataset)
    {
        foreach (var (name, text) in All)
        {
            var expected = text(dataset);
            var found = new Evidence<byte[]>(name, () => File.ReadAllBytes(dataset.Existing(name))).Value;
            if (found.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(expected))) continue;
            var (one, other) = (expected.Split('\n'), Encoding.UTF8.GetString(found).Split('\n'));
            var line = one.Zip(other).TakeWhile(lines => lines.First == lines.Second).Count() + 1;
            yield return $"{name}:{line} is not what the dataset gives";
        }
    }
}
