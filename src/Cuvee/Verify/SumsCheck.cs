using System.Text;
using Cuvee.Publish;

namespace Cuvee.Verify;

/// <summary>
/// SHA256SUMS against the folder: every line is well formed, every file is listed once, in the order of the paths, and has that hash, and nothing else is
/// there; and no file of the contract is left out of both.
/// </summary>
internal static class SumsCheck
{
    private const int HashDigits = 64;

    /// <summary>What every sealed folder holds beside its data; a missing compiled file fails where it is compared.</summary>
    private static readonly string[] Contract = ["README.md", "croissant.json", "gates.json", "ledger.parquet", "manifest.json", "quarantine.jsonl", "recipe.json", "report.html", "report.json", "split-proof.json"];

    public static void Check(EmittedDataset dataset, Findings findings)
    {
        var path = Path.Combine(dataset.Folder, SumsFile.Name);
        if (!File.Exists(path)) throw new MissingEvidenceException($"{SumsFile.Name} is missing");
        var listed = Read(path, findings);
        var (differing, unlisted, missing, absent) = (findings.Group(), findings.Group(), findings.Group(), findings.Group());
        foreach (var file in SumsFile.Files(dataset.Folder))
        {
            if (!listed.Remove(file, out var hash)) unlisted.Add(() => file);
            else if (hash != HashOf(dataset, file)) differing.Add(() => file);
        }

        foreach (var file in listed.Keys.Order(StringComparer.Ordinal)) missing.Add(() => file);
        foreach (var file in Contract.Where(file => !listed.ContainsKey(file) && !File.Exists(Path.Combine(dataset.Folder, file)))) absent.Add(() => file);
        differing.Fail(count => $"{count:N0} files differ from {SumsFile.Name}");
        missing.Fail(count => $"{count:N0} files of {SumsFile.Name} are missing");
        absent.Fail(count => $"{count:N0} files that every dataset has are missing");
        unlisted.Fail(count => $"{count:N0} files are not in {SumsFile.Name}");
    }

    private static Dictionary<string, string> Read(string path, Findings findings)
    {
        // Latin-1 keeps every byte apart, so that no damage is read as something else
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        var lines = text.Split('\n');
        var (listed, malformed, before) = (new Dictionary<string, string>(StringComparer.Ordinal), findings.Group(), string.Empty);
        for (var i = 0; i < lines.Length; i++)
        {
            var (line, number) = (lines[i], i + 1);
            if (i == lines.Length - 1)
            {
                if (line.Length > 0) malformed.Add(() => $"{SumsFile.Name}:{number}");
            }
            else if (line.Length < HashDigits + 3 || line.AsSpan(HashDigits, 2) is not "  " || !listed.TryAdd(NameOf(line), line[..HashDigits]))
            {
                malformed.Add(() => $"{SumsFile.Name}:{number}");
            }
            else if (string.CompareOrdinal(before, before = NameOf(line)) > 0)
            {
                malformed.Add(() => $"{SumsFile.Name}:{number}");
            }
        }

        malformed.Fail(count => $"{count:N0} lines of {SumsFile.Name} are broken, doubled or out of order");
        return listed;
    }

    private static string NameOf(string line) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line[(HashDigits + 2)..]));

    private static string? HashOf(EmittedDataset dataset, string file)
    {
        try
        {
            return dataset.HashOf(file);
        }
        catch (MissingEvidenceException)
        {
            return null;
        }
    }
}
