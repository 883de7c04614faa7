using System.Text;
using Cuvee.Contracts;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.Support;
using Cuvee.Tools;
using Cuvee.Verify;

namespace Cuvee.Tests.Laws;

/// <summary>Random mutations of sound inputs: no reader ever throws anything but a <see cref="CuveeException"/> or hangs, and every record is accounted for.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int FilesPerRound = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    public static TheoryData<string> Containers => ["jsonl", "json", "csv", "parquet", "jsonl.gz", "jsonl.zst", "utf16.jsonl", "txt"];

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Mutated_files_are_read_or_refused_and_every_record_is_accounted_for(string container)
    {
        var (random, sound, read) = (new Random(container.Length), Sound(container), 0L);
        for (var round = 0; round < 2; round++)
        {
            var names = Enumerable.Range(0, FilesPerRound).Select(i => $"{round}/{i:00}.{container}").ToList();
            foreach (var name in names) _workspace.Write(name, Mutated(sound, random));
            var result = await Task.Run(() => BuildWithout(names), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            if (result is not { } built) continue;
            var counts = built.Counts;
            read += counts.Read;
            Assert.Equal(counts.Read, counts.Kept + counts.Quarantined + counts.Dropped.Values.Sum(stage => stage.Values.Sum()));
            Assert.Equal([], built.Gates.Where(gate => gate.Status == GateStatus.Failed && gate.Name is not ("quarantine" or "structure" or "supervised")).Select(gate => $"{gate.Name}: {gate.Message}"));
        }

        Assert.True(read > FilesPerRound, $"only {read} records were read");
    }

    [Fact]
    public void Mutated_recipes_and_contracts_are_read_or_refused()
    {
        var random = new Random(7);
        var recipes = Directory.GetFiles(Path.Combine(SharedData.Repository, "examples"), "recipe.yaml", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        var contract = File.ReadAllBytes(Path.Combine(SharedData.Repository, "examples", "dialogues", "contract.yaml"));
        for (var i = 0; i < 1500; i++)
        {
            var recipe = Encoding.UTF8.GetString(Mutated(recipes[random.Next(recipes.Count)], random));
            Refused(recipe, text => RecipeReader.Parse(text, "recipe.yaml"));
            Refused(Encoding.UTF8.GetString(Mutated(contract, random)), text => ContractReader.Parse(text, "contract.yaml"));
        }
    }

    [Fact]
    public void Mutated_tool_calls_are_taken_apart()
    {
        const string Answer = "Let me look.\ntool_call: vault_search\narguments: {\"context\": {\"goal\": \"a \\\"quoted\\\" } brace\"}, \"paths\": [\"a\", \"b\"], \"limit\": 5}\n\nResult: {\"ok\": true}\n\ntool_call: vault_read\narguments: {\"path\": \"naïve.md\"}\nDone.";
        var (random, calls) = (new Random(3), new TextCalls());
        for (var i = 0; i < 30_000; i++)
        {
            var text = Mutated(Encoding.UTF8.GetBytes(Answer), random);
            calls.Read(new Utf8(text, 0, text.Length));
            Assert.InRange(calls.Calls.Sum(call => call.Name.Length + call.Arguments.Length), 0, text.Length);
        }
    }

    /// <summary>Builds the files; one that an error names is left out, and it must be named.</summary>
    private DatasetResult? BuildWithout(List<string> names)
    {
        while (names.Count > 0)
        {
            try
            {
                var recipe = $"name: fuzz\nsources:\n  s: {{ files: [{string.Join(", ", names)}], on_damage: quarantine }}\ndatasets:\n  d: {{ order: source, output: {{ allow: [label, media, rejected] }} }}\n";
                return _workspace.Build(recipe, new BuildOptions { Threads = 2, BlockBytes = 1024 }).Result.Datasets.Single();
            }
            catch (CuveeException exception)
            {
                var named = names.Where(name => exception.Message.Contains(name, StringComparison.Ordinal)).ToList();
                Assert.True(named.Count > 0, exception.Message);
                names.RemoveAll(named.Contains);
            }
        }

        return null;
    }

    private static void Refused(string text, Action<string> read)
    {
        try
        {
            read(text);
        }
        catch (CuveeException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception}\n{text}");
        }
    }

    /// <summary>One to four changes: bytes flipped, taken out, doubled, put in from a list of telling ones, or the end cut off.</summary>
    private static byte[] Mutated(byte[] sound, Random random)
    {
        byte[][] telling = [[0], [0xFF], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], "\""u8.ToArray(), "\\u"u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), "\r"u8.ToArray(), "\n"u8.ToArray(), "<html>"u8.ToArray(), ": "u8.ToArray(), "- "u8.ToArray(), "&a *a"u8.ToArray(), "1e999"u8.ToArray(), "\t"u8.ToArray()];
        var bytes = sound.ToList();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 30), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes.InsertRange(at, telling[random.Next(telling.Length)]); break;
                case 4: bytes[at] = (byte)random.Next(256); break;
                default:
                    if (random.Next(3) == 0) bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private byte[] Sound(string container)
    {
        string[] records =
        [
            Lines.Chat("Where does the río end?", "In the sea 🦊.", "Which?", "The \"cold\" one."),
            Lines.Alpaca("Add\n1 and 2", "3"),
            """{"conversations": [{"from": "human", "value": "hi"}, {"from": "gpt", "value": "ho"}], "system": "s", "score": 1.5e3}""",
            """{"prompt": "p", "chosen": "\n\nHuman: a\n\nAssistant: b", "rejected": "\n\nHuman: a\n\nAssistant: c"}""",
            """{"question": "q?", "answers": {"text": ["a", "b"]}, "nested": [[{"deep": [null, true, -0.5]}]]}""",
        ];
        var lines = string.Concat(records.Select(record => record + "\n"));
        return container switch
        {
            "json" => Encoding.UTF8.GetBytes($"[{string.Join(",\n", records)}]"),
            "csv" => Encoding.UTF8.GetBytes("question,answer,n\r\n\"a \"\"b\"\", c\",\"line\r\nbreak\",1\r\nplain,naïve,2\r\n\"x\",y,3\r\n"),
            "parquet" => ParquetBytes(),
            "jsonl.gz" => Compressed.Gzip(lines),
            "jsonl.zst" => Compressed.Zstd(lines),
            "utf16.jsonl" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(lines)],
            "txt" => Encoding.UTF8.GetBytes("A first paragraph.\nWith two lines.\n\nA second, naïve one.\n"),
            _ => Encoding.UTF8.GetBytes(lines),
        };
    }

    private byte[] ParquetBytes()
    {
        _workspace.WriteLines("sound.jsonl", Lines.Many(4, seed: 1));
        _workspace.Build("sources: { s: { files: sound.jsonl } }\ndatasets: { p: { output: { files: parquet } } }");
        return File.ReadAllBytes(Directory.GetFiles(_workspace["out/p/data"]).Single());
    }
}
