using System.Text;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Verify;

/// <summary>
/// Every emitted line has a licence that the dataset allows: what its metadata says, where the licence is written into it, else the record's tag
/// <c>license</c> or <c>licence</c> in the ledger.
/// </summary>
internal sealed class LicenceGate : IGate
{
    public string Name => "licence";

    public bool IsAsked(EmittedDataset dataset) => dataset.Dataset.Gates.Licence is not null;

    public void Check(EmittedDataset dataset, Findings findings) => Check(dataset, dataset.Dataset.Gates.Licence!, findings);

    /// <summary>Compares the emitted records with the licences of a recipe or a contract.</summary>
    internal static void Check(EmittedDataset dataset, Recipes.LicenceGate gate, Findings findings)
    {
        var (lines, offenders, found, offending) = (0L, 0L, new SortedDictionary<string, long>(StringComparer.Ordinal), new List<(int Index, string Licence)>());
        var key = KeyOf(dataset.Dataset.Output.Metadata);
        foreach (var (index, licence, copies) in key is null ? OfRows(dataset) : OfLines(dataset, key))
        {
            lines += copies;
            if (licence == TagRule.None ? gate.AllowsMissing : gate.Allowed.Contains(licence, StringComparer.OrdinalIgnoreCase)) continue;
            found[licence] = found.GetValueOrDefault(licence) + copies;
            if (offenders++ < Findings.MaxOffenders) offending.Add((index, licence));
        }

        var count = found.Values.Sum();
        var share = lines == 0 ? 0 : (decimal)count / lines;
        var list = found.Count == 0 ? string.Empty : $": {string.Join(", ", found.Select(licence => $"{licence.Key} ({licence.Value:N0})"))}";
        if (!findings.Judge(share, gate.Offending, $"{count:N0} of {lines:N0} lines have a licence that is not allowed{list}")) return;
        foreach (var (index, licence) in offending) findings.Offend(() => $"{(key is null ? dataset.Ledger.OutputPlace(index) : dataset.ReadBack.Place(index))} ({licence})");
        findings.OffendMore(offenders - offending.Count);
    }

    /// <summary>What the metadata calls the licence; null when it has none.</summary>
    private static byte[]? KeyOf(MetadataRule metadata)
    {
        var name = metadata.IsFull ? "license" : metadata.Renames.FirstOrDefault(rename => rename.Field == "license")?.EmittedName;
        return name is null ? null : Encoding.UTF8.GetBytes(name);
    }

    private static IEnumerable<(int Index, string Licence, long Copies)> OfLines(EmittedDataset dataset, byte[] key)
    {
        var words = new Dictionary<Utf8, string>();
        foreach (var (line, metadata) in EmittedMetadata.Of(dataset)) yield return (line, Word(metadata[key].Text, words), 1);
    }

    /// <summary>The licence as a string, of which there is one for all lines that have it.</summary>
    private static string Word(Utf8 licence, Dictionary<Utf8, string> words)
    {
        if (licence.IsEmpty) return TagRule.None;
        if (!words.TryGetValue(licence, out var word)) words.Add(licence.Detach(), word = licence.ToString());
        return word;
    }

    private static IEnumerable<(int Index, string Licence, long Copies)> OfRows(EmittedDataset dataset)
    {
        var ledger = dataset.Ledger;
        var licences = ledger.Values(tags => tags.Tag("license") is var licence && licence != TagRule.None ? licence : tags.Tag("licence"));
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (ledger.IsKept(row)) yield return (row, licences(row), ledger[row].Copies);
        }
    }
}
