using System.Text;
using System.Text.Json.Nodes;
using System.Security.Cryptography;
using Cuvee.Interop;
using Cuvee.Publish;
using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>The folder of a dataset whose files are changed and put back.</summary>
internal sealed class TamperedFolder
{
    private readonly Dictionary<string, byte[]> _whole = [];
    private readonly string[] _files;

    public TamperedFolder(string folder)
    {
        Folder = folder;
        _files = [.. SumsFile.Files(folder), SumsFile.Name];
        foreach (var file in _files) _whole.Add(file, File.ReadAllBytes(Path.Combine(folder, file)));
    }

    public string Folder { get; }

    /// <summary>Whether a file's lines are emitted lines that can be read one by one.</summary>
    public static bool IsDataText(string file) => file.EndsWith(".jsonl", StringComparison.Ordinal) && file is not ("quarantine.jsonl" or "pii-review.jsonl");

    public string Any(Random random) => _files[random.Next(_files.Length)];

    public string AnyText(Random random) => Any(random, file => !IsPacked(file));

    public string AnyJson(Random random) => Any(random, file => file.EndsWith(".json", StringComparison.Ordinal));

    public string AnyData(Random random) => Any(random, file => file.StartsWith("data/", StringComparison.Ordinal));

    /// <summary>A data file of lines that can be read one by one, or null where there is none.</summary>
    public string? AnyDataText(Random random) => AnyOrNone(random, IsDataText);

    /// <summary>The same, but not the compiled file.</summary>
    public string? AnyShard(Random random) => AnyOrNone(random, file => IsDataText(file) && file.StartsWith("data/", StringComparison.Ordinal));

    public byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public string Text(string file) => Encoding.UTF8.GetString(Read(file));

    public List<string> Lines(string file) => [.. Text(file).TrimEnd('\n').Split('\n')];

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(Path.Combine(Folder, file), bytes);

    public void Write(string file, string text) => Write(file, Encoding.UTF8.GetBytes(text));

    public void WriteLines(string file, IEnumerable<string> lines) => Write(file, string.Concat(lines.Select(line => line + "\n")));

    public void Delete(string file) => File.Delete(Path.Combine(Folder, file));

    /// <summary>Makes SHA256SUMS fit what is there.</summary>
    public void Sum() => SumsFile.Write(Folder);

    /// <summary>Makes what the manifest says of the data files, and SHA256SUMS, fit what is there.</summary>
    public void Seal()
    {
        var manifest = JsonNode.Parse(Text("manifest.json"))!.AsObject();
        foreach (var claim in manifest["splits"]!.AsObject().SelectMany(split => split.Value!["files"]!.AsArray()))
        {
            var bytes = Read((string)claim!["path"]!);
            claim["bytes"] = bytes.Length;
            claim["content_sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes));
            claim["sha256"] = claim["content_sha256"]!.DeepClone();
        }

        Write("manifest.json", manifest.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
        Sum();
    }

    /// <summary>Rewrites the ledger after SQL on the table <c>ledger</c>.</summary>
    public void EditLedger(string statement)
    {
        var path = Path.Combine(Folder, "ledger.parquet");
        using (var duckDb = Open())
        {
            duckDb.Execute($"CREATE TABLE ledger AS SELECT * FROM read_parquet({DuckDb.QuoteInputPath(path)})");
            duckDb.Execute(statement);
            duckDb.Execute($"COPY ledger TO {DuckDb.QuoteText(path + ".new")} (FORMAT parquet)");
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>One value of the ledger as a text.</summary>
    public string Ask(string sql)
    {
        using var duckDb = Open();
        using var rows = new DuckDbQuestion(duckDb, sql.Replace("ledger", $"read_parquet({DuckDb.QuoteInputPath(Path.Combine(Folder, "ledger.parquet"))})", StringComparison.Ordinal)).AnswerText();
        foreach (var row in rows) return row[0] ?? "";
        return "";
    }

    /// <summary>Puts every file back as it was.</summary>
    public void Restore()
    {
        foreach (var file in SumsFile.Files(Folder).Where(file => !_whole.ContainsKey(file))) Delete(file);
        foreach (var (file, bytes) in _whole)
        {
            if (!File.Exists(Path.Combine(Folder, file)) || !Read(file).AsSpan().SequenceEqual(bytes)) Write(file, bytes);
        }
    }

    private static bool IsPacked(string file) => Path.GetExtension(file) is ".parquet" or ".gz" or ".zst";

    private static DuckDb Open() => DuckDb.Open(1, 256L << 20, Path.Combine(Path.GetTempPath(), "cuvee-duckdb"));

    private string Any(Random random, Func<string, bool> where) => AnyOrNone(random, where)!;

    private string? AnyOrNone(Random random, Func<string, bool> where)
    {
        var files = _files.Where(where).ToList();
        return files.Count == 0 ? null : files[random.Next(files.Count)];
    }
}
