using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// The folder against the digests that croissant.json lists, which are those of the build: whoever changes a file and makes SHA256SUMS anew is found by this
/// second list. What differs fails the hash gate and is named there, whatever else it makes fail.
/// </summary>
internal static class CatalogueCheck
{
    private const string Bearer = "hash";

    /// <summary>The results with the hash gate failed for files that SHA256SUMS has not caught already.</summary>
    public static ImmutableArray<GateResult> Compare(EmittedDataset dataset, ImmutableArray<GateResult> results)
    {
        var hash = results.First(result => result.Name == Bearer);
        var differing = Differing(dataset).Except(hash.Offenders, StringComparer.Ordinal).ToImmutableArray();
        if (differing.IsEmpty) return results;
        var sentence = $"{differing.Length:N0} files are not those that {CroissantFile.Name} lists; first: {differing[0]}";
        return results.Replace(hash, hash with
        {
            Status = GateStatus.Failed,
            Message = hash.Status == GateStatus.Failed ? $"{hash.Message}; {sentence}" : sentence,
            Offenders = [.. hash.Offenders.Concat(differing).Take(Findings.MaxOffenders)],
            OffenderCount = hash.OffenderCount + differing.Length,
        });
    }

    /// <summary>Files that have another digest, are missing or are not listed. A list that cannot be read is the stats gate's to find.</summary>
    private static IEnumerable<string> Differing(EmittedDataset dataset)
    {
        Dictionary<string, string> listed;
        try
        {
            listed = new Evidence<Dictionary<string, string>>(CroissantFile.Name, () => Listed(dataset)).Value;
        }
        catch (MissingEvidenceException)
        {
            return [];
        }

        var found = CroissantFile.ListedFiles(dataset.Folder).Where(file => !listed.Remove(file, out var sha256) || !Has(dataset, file, sha256)).ToList();
        return [.. found, .. listed.Keys.Order(StringComparer.Ordinal)];
    }

    private static bool Has(EmittedDataset dataset, string file, string sha256)
    {
        try
        {
            return dataset.HashOf(file) == sha256;
        }
        catch (MissingEvidenceException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Listed(EmittedDataset dataset)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(dataset.Existing(CroissantFile.Name)));
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDataException("it is no JSON object");
        var listed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in document.RootElement.List("distribution").Where(file => file.TryGetProperty("sha256", out _))) listed[file.Text("@id")] = file.Text("sha256");
        return listed;
    }
}
