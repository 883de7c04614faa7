using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Interop;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Report;
using Cuvee.Verify;
using JsonTape = Cuvee.Json.JsonTape;

namespace Cuvee.Tests.Verify;

/// <summary>A small dataset built into a folder of its own, to be broken on disk. A break can be sealed: all digests then fit it again.</summary>
internal sealed class SmallDataset : IDisposable
{
    /// <summary>Two sources with a holdout, a duplicate, a conflict, a broken line and a filtered record, three splits, several shards.</summary>
    public const string Chats =
        """
        name: small
        seed: 3
        sources:
          pool: { files: [pool.jsonl], tags: { topic: { field: topic } } }
          voices: { files: [voices.jsonl], tags: { family: voice, topic: persona } }
        normalize: { trim: true }
        filters: [has_answer]
        dedup: { exact: { on: prompt } }
        datasets:
          chats:
            split: { train: 80, validation: 10, test: 10, holdout: { family: voice, to: test } }
            output: { format: messages, shard: 8KB }
            gates: { coverage: { pool: 100 }, balance: { topic: 90% } }
        """;

    private SmallDataset(string root, BuildResult result) => (Root, Result) = (root, result);

    public string Root { get; }

    public BuildResult Result { get; }

    /// <summary>The folder of the first dataset.</summary>
    public string Folder => System.IO.Path.Combine(Result.Out, Result.Datasets[0].Name + (Result.Datasets[0].Passed ? "" : ".failed"));

    public string this[string file] => System.IO.Path.Combine(Folder, file);

    /// <summary>The first shard of the training split.</summary>
    public string Train => FirstShard("train");

    /// <summary>Builds a recipe over two written sources: <paramref name="count"/> question-answer pairs and twelve voices; <paramref name="more"/> files may replace them.</summary>
    public static SmallDataset Build(string recipe = Chats, int count = 200, int threads = 2, Dictionary<string, string>? more = null)
    {
        var root = Directory.CreateTempSubdirectory("cuvee-verify-").FullName;
        File.WriteAllText(System.IO.Path.Combine(root, "recipe.yaml"), recipe);
        File.WriteAllText(System.IO.Path.Combine(root, "pool.jsonl"), Pool(count));
        File.WriteAllText(System.IO.Path.Combine(root, "voices.jsonl"), string.Concat(Enumerable.Range(0, 12).Select(i => Chat($"Who speaks as voice {i}?", $"I do, number {i}, así.", "x"))));
        File.WriteAllText(System.IO.Path.Combine(root, "labels.jsonl"), string.Concat(Enumerable.Range(0, 60).Select(i =>
            $$"""{"prompt":[{"role":"user","content":"Rate {{i}}"}],"completion":[{"role":"assistant","content":"Answer {{i}}"}],"label":{{(i % 2 == 0 ? "true" : "false")}}}""" + "\n")));
        File.WriteAllText(System.IO.Path.Combine(root, "calls.jsonl"), string.Concat(Enumerable.Range(0, 5).Select(i =>
            $$$"""{"messages":[{"role":"user","content":"Call {{{i}}}"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"call","arguments":"{\"n\": {{{i}}}.50}"}}]}]}""" + "\n")));
        foreach (var (file, text) in more ?? [])
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.Combine(root, file))!);
            File.WriteAllText(System.IO.Path.Combine(root, file), text);
        }

        return new SmallDataset(root, Cuvee.Engine.Build.Run(RecipeReader.Read(System.IO.Path.Combine(root, "recipe.yaml")), new BuildOptions { Threads = threads }));
    }

    /// <summary>What the gates say of the folder as it is now.</summary>
    public ImmutableArray<GateResult> Gates(string? inputs = null) => Assert.Single(Verification.Run(Folder, 2, new NoProgress(), inputs).Datasets).Gates;

    public GateResult Gate(string name, string? inputs = null) => Gates(inputs).Single(gate => gate.Name == name);

    /// <summary>The names of the gates that fail, in their order.</summary>
    public string[] Failures() => [.. Gates().Where(gate => gate.Status == GateStatus.Failed).Select(gate => gate.Name)];

    public string FirstShard(string split) => Directory.GetFiles(this["data"], $"{split}-*").Order(StringComparer.Ordinal).First();

    public string[] ReadLines(string path) => File.ReadAllText(path)[..^1].Split('\n');

    public void WriteLines(string path, IEnumerable<string> lines) => File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));

    /// <summary>Replaces the one place where a text stands.</summary>
    public void Replace(string file, string old, string @new)
    {
        var text = File.ReadAllText(this[file]);
        Assert.Equal(2, text.Split(old).Length);
        File.WriteAllText(this[file], text.Replace(old, @new));
    }

    public void EditJson(string file, Action<JsonObject> edit)
    {
        var document = JsonNode.Parse(File.ReadAllText(this[file]))!.AsObject();
        edit(document);
        File.WriteAllText(this[file], document.ToJsonString());
    }

    /// <summary>Rewrites the ledger after some SQL on the table <c>ledger</c>.</summary>
    public void EditLedger(params string[] statements)
    {
        using (var duckDb = OpenDuckDb())
        {
            duckDb.Execute($"CREATE TABLE ledger AS SELECT * FROM read_parquet({DuckDb.QuoteInputPath(this["ledger.parquet"])})");
            foreach (var sql in statements) duckDb.Execute(sql);
            duckDb.Execute($"COPY ledger TO {DuckDb.QuoteText(this["ledger.parquet.new"])} (FORMAT parquet)");
        }

        File.Move(this["ledger.parquet.new"], this["ledger.parquet"], overwrite: true);
    }

    /// <summary>One value of the ledger as a text.</summary>
    public string Ask(string sql)
    {
        using var duckDb = OpenDuckDb();
        using var rows = new DuckDbQuestion(duckDb, sql.Replace("ledger", $"read_parquet({DuckDb.QuoteInputPath(this["ledger.parquet"])})")).AnswerText();
        foreach (var row in rows) return row[0] ?? "";
        return "";
    }

    /// <summary>Makes the manifest's digests of the data files and SHA256SUMS fit what is there.</summary>
    public void Seal()
    {
        EditJson("manifest.json", manifest =>
        {
            var digest = new StringBuilder();
            foreach (var claim in manifest["splits"]!.AsObject().SelectMany(split => split.Value!["files"]!.AsArray()).OrderBy(claim => (string)claim!["path"]!, StringComparer.Ordinal))
            {
                var path = (string)claim!["path"]!;
                var bytes = File.ReadAllBytes(this[path]);
                claim["bytes"] = bytes.LongLength;
                claim["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes));
                claim["content_sha256"] = claim["sha256"]!.DeepClone();
                claim["records"] = bytes.LongCount(value => value == '\n');
                digest.Append($"{path.Split('.')[0]}\0{claim["sha256"]}\n");
            }

            manifest["content_digest"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digest.ToString())));
            foreach (var split in manifest["splits"]!.AsObject()) split.Value!["records"] = split.Value!["files"]!.AsArray().Sum(file => (long)file!["records"]!);
        });
        var card = File.ReadAllText(this["README.md"]);
        foreach (var shards in Directory.GetFiles(this["data"], "*").GroupBy(path => System.IO.Path.GetFileName(path).Split('-')[0]))
        {
            var row = $"| {shards.Key} | {shards.Sum(path => ReadLines(path).Length):N0} | {shards.Count()} | {shards.Sum(path => new FileInfo(path).Length):N0} |";
            card = Regex.Replace(card, $@"^\| {shards.Key} \| .*$", row, RegexOptions.Multiline | RegexOptions.NonBacktracking);
        }

        File.WriteAllText(this["README.md"], card);
        SealStudy();
        SealProof();
        SealSums();
    }

    /// <summary>Makes gates.json say what a build's gates would, what is derived follow from it, and SHA256SUMS fit what is there.</summary>
    public void SealSums()
    {
        if (File.Exists(this["gates.json"]))
        {
            GatesFile.Write(this["gates.json"], Gatekeeper.Run(Emitted()));
            try
            {
                DerivedFiles.Write(Emitted());
            }
            catch (MissingEvidenceException)
            {
                // A gate has said so
            }
        }

        SumHashes();
    }

    /// <summary>Makes report.json and README.md say how long the lines are, and what else is studied.</summary>
    public void SealStudy()
    {
        var study = Emitted().Study;
        EditJson("report.json", report =>
        {
            foreach (var (name, value) in study.Members()) report[name] = value;
        });
        var all = study.Characters.All;
        var row = $"| characters | {all.Least:N0} | {all.Median:N0} | {all.Most95:N0} | {all.Most:N0} | {all.Total:N0} |";
        File.WriteAllText(this["README.md"], Regex.Replace(File.ReadAllText(this["README.md"]), @"^\| characters \| .*$", row, RegexOptions.Multiline | RegexOptions.NonBacktracking));
    }

    private EmittedDataset Emitted() => new(Folder, readBack: null, ledger: null, threads: 2, new NoProgress()) { References = ReferenceFiles.Above(Folder, null) };

    /// <summary>Makes split-proof.json say what the lines give.</summary>
    public void SealProof()
    {
        var emitted = Emitted();
        SplitProofFile.Write(this[SplitProofFile.Name], emitted.ReadBack, emitted.Comparison);
    }

    /// <summary>Makes SHA256SUMS alone fit what is there.</summary>
    public void SumHashes() => SumsFile.Write(Folder);

    /// <summary>Puts another line in place of the line of a data file, and its hashes into the ledger.</summary>
    public void ReplaceLine(string path, int line, string text)
    {
        var lines = ReadLines(path);
        lines[line - 1] = text;
        WriteLines(path, lines);
        EditLedger($"UPDATE ledger SET output_hash = '{LineHash(text)}', content_hash = '{ContentHash(text)}' WHERE {At(path, line)}");
    }

    /// <summary>The SQL condition for the row of an emitted line.</summary>
    public static string At(string path, int line) => $"output_file = 'data/{System.IO.Path.GetFileName(path)}' AND output_line = {line}";

    private static string LineHash(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..16];

    private static string ContentHash(string line)
    {
        var (bytes, digest, tape) = (Encoding.UTF8.GetBytes(line), new byte[32], new JsonTape());
        tape.Parse(bytes, 0, bytes.Length, out _);
        var keys = new RecordKeys();
        new RecordReader(format: null, map: null, keepExtra: false).Read(tape.Root, default, keys.Observe, (_, _) => { });
        keys.Content(digest);
        return Convert.ToHexStringLower(digest);
    }

    public static string Chat(string question, string answer, string topic) =>
        $$$"""{"messages":[{"role":"user","content":"{{{question}}}"},{"role":"assistant","content":"{{{answer}}}"}],"topic":"{{{topic}}}"}""" + "\n";

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Pool(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) text.Append(Chat($"What is {i} plus {i}? ", $"It is {2 * i}, naïve one.", i % 3 == 0 ? "sums" : "more"));
        return text.Append(Chat("What is 1 plus 1?", "It is 2, naïve one.", "sums"))
            .Append(Chat("What is 2 plus 2?", "Five", "sums"))
            .Append(Chat("Nobody answers this", "", "sums"))
            .Append("{\"messages\": [\n")
            .ToString();
    }

    private DuckDb OpenDuckDb() => DuckDb.Open(1, 256L << 20, System.IO.Path.Combine(Root, "spill"));
}
