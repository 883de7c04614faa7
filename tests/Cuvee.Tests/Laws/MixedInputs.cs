using System.Globalization;
using System.Text;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>
/// Small inputs in every format and container, with everything that can happen to a record in them, and a recipe that makes every kind of
/// output of them.
/// </summary>
internal static class MixedInputs
{
    public const string Recipe = """
        name: mixed
        seed: 11
        sources:
          chats:
            files: [in/chats/**/*.jsonl, in/chats/**/*.gz, in/chats/**/*.zst]
            tags: { topic: { field: topic, default: other }, family: chats }
            take: 120
          qa:
            files: [in/qa.csv, in/rows.parquet, in/squad.json]
            tags: { topic: qa, size: { when: { length: { min: 60 } }, then: long, else: short } }
          pool:
            files: [in/alpaca.json, in/concatenated.json, in/wide.jsonl]
            score: { from: [0, 10] }
            tags: { topic: { field: topic, map: { red: crimson }, default: other } }
          voices: { files: [in/voices.jsonl], tags: { family: voice, topic: persona } }
          pairs: { files: [in/pairs.jsonl], on_damage: quarantine }
          judged: { files: [in/judged.jsonl] }
          plain: { files: [in/plain.txt, in/cut.jsonl.gz], on_damage: quarantine }
        normalize: { unicode: nfc, trim: true, newlines: lf }
        filters: [has_answer, { score: { min: 0.3, missing: keep } }, { length: { max: 4000 } }]
        dedup: { exact: { on: prompt }, keep: best_score }
        datasets:
          everything:
            from: [chats, qa, pool, voices]
            split: { train: 80, validation: 10, test: 10, holdout: { family: [voice], to: test }, together: [prompt, session] }
            output: { files: jsonl.gz, metadata: full, allow: [label, media], shard: 20KB, compiled: true }
          blend:
            from: [pool, qa]
            mix: { by: topic, shares: { other: 20, crimson: 50, blue: 15, qa: 15 }, total: 260, shortage: { repeat: { max: 3 } } }
            split: { train: 9, test: 1 }
            output: { format: prompt_completion, files: parquet, metadata: full }
          capped:
            from: [chats, pool]
            caps: { topic: 15% }
            order: source
            output: { format: sharegpt, files: jsonl.zst, metadata: { origin: source, row: line }, allow: [thinking, label, tools, media] }
          labels: { from: judged, order: interleaved, output: { format: kto } }
          choices: { from: pairs, output: { format: preference } }
          reading: { from: [plain, qa], output: { format: text, allow: [turns, system, label] } }
        """;

    /// <summary>The names of the datasets.</summary>
    public static readonly string[] Datasets = ["everything", "blend", "capped", "labels", "choices", "reading"];

    /// <summary>Writes all inputs; the order in which the files come into being is the caller's.</summary>
    public static void Write(Workspace workspace, bool isReversed = false)
    {
        var writes = new List<Action>
        {
            () => workspace.Write("in/chats/one.jsonl", [.. Encoding.UTF8.GetBytes(Joined(Chats(120, 1))), .. "{\"instruction\": \""u8, 0xFF, .. "\", \"output\": \"b\"}\n{\"cut\n\n"u8, .. Encoding.UTF8.GetBytes(Joined(Tools()))]),
            () => workspace.Write("in/chats/deep/two.jsonl.gz", Compressed.Gzip(Joined(Chats(120, 2)))),
            () => workspace.Write("in/chats/deep/er/three.jsonl.zst", Compressed.Zstd(Joined(Chats(120, 1).Take(30).Concat(Chats(60, 3))))),
            () => workspace.Write("in/qa.csv", "question,answer\r\n" + string.Concat(Enumerable.Range(0, 70).Select(i => $"\"What is {i}, said \"\"{i % 60}\"\"?\",\"line one\r\nline {i}\"\r\n")) + "a,b,c\r\n"),
            () => Parquet.Write(workspace["in/rows.parquet"], "SELECT 'parquet question ' || i AS question, 'answer ' || i AS answer, i / 7.0 AS weight FROM range(70) AS t(i)"),
            () => workspace.Write("in/squad.json", Squad()),
            () => workspace.Write("in/alpaca.json", $"[{string.Join(",\n ", Alpaca(90, "red", 4))}, {{\"instruction\": }}]"),
            () => workspace.Write("in/concatenated.json", string.Join('\n', Alpaca(60, "blue", 5).Select(line => line.Replace(", ", ",\n  ")))),
            () => workspace.Write("in/wide.jsonl", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Joined(Alpaca(60, "green é", 6).Select(line => line.Replace("\"topic\"", "\"kind\""))))]),
            () => workspace.WriteLines("in/voices.jsonl", Enumerable.Range(0, 20).Select(i => $$"""{"conversations": [{"from": "system", "value": "You are {{i}}"}, {"from": "human", "value": "Who {{i}}?"}, {"from": "gpt", "value": "I, {{i}}"}], "session": {{i / 4}}}""")),
            () => workspace.WriteLines("in/pairs.jsonl", Enumerable.Range(0, 40).Select(i => $$"""{"chosen": "\n\nHuman: hi {{i}}\n\nAssistant: good", "rejected": "\n\nHuman: hi {{i}}\n\nAssistant: bad {{i}}"}""")),
            () => workspace.WriteLines("in/judged.jsonl", Enumerable.Range(0, 50).Select(i => $$"""{"prompt": "judge {{i}}", "completion": "so {{i}}", "label": {{(i % 3 == 0 ? "true" : "false")}}}""")),
            () => workspace.Write("in/plain.txt", string.Concat(Enumerable.Range(0, 40).Select(i => $"A line of prose, number {i}, with ümläuts.\n"))),
            () => workspace.Write("in/cut.jsonl.gz", Compressed.Gzip(Joined(Lines.Many(200, 7)))[..2000]),
        };
        if (isReversed) writes.Reverse();
        Directory.CreateDirectory(workspace["in"]);
        foreach (var write in writes) write();
    }

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static IEnumerable<string> Chats(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var turns = Enumerable.Range(0, 2 * random.Next(1, 4)).Select(turn => turn % 2 == 0 ? $" ask {random.Next(200)} İıß e\u0301 " : $"reply {random.Next(9)}\r\n{seed}");
            yield return Lines.Chat([.. turns]).Insert(1, string.Create(CultureInfo.InvariantCulture, $"\"topic\": \"{"abcd"[random.Next(4)]}\", \"session\": \"s{random.Next(40)}\", \"quality_score\": {random.NextDouble():F3}, "));
        }
    }

    private static IEnumerable<string> Tools()
    {
        const string Functions = """[{"type": "function", "function": {"name": "f", "parameters": {}}}]""";
        for (var i = 0; i < 5; i++)
        {
            var calls = $$"""[{ "type": "function", "function": { "name": "f", "arguments": "{\"n\": {{i}}.50}" } }]""";
            var answer = $$"""{"role": "assistant", "content": null, "tool_calls": {{calls}}}, {"role": "tool", "content": "ok"}, {"role": "assistant", "content": "done", "reasoning_content": "because"}""";
            yield return $$"""{"messages": [{"role": "user", "content": "tool {{i}}"}, {{answer}}], "tools": {{Functions}}}""";
        }
    }

    private static IEnumerable<string> Alpaca(int count, string topic, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var score = string.Create(CultureInfo.InvariantCulture, $"{random.NextDouble() * 10:F2}");
            yield return $$$"""{"instruction": "{{{topic}}} {{{random.Next(count)}}}", "input": "{{{(i % 3 == 0 ? "" : $"with {i % 5}")}}}", "output": "answer {{{random.Next(4)}}}", "topic": "{{{topic}}}", "metadata": { "quality_score": {{{score}}} } }""";
        }
    }

    private static string Squad()
    {
        var questions = Enumerable.Range(0, 12).Select(i => i % 4 == 0
            ? $$"""{"question": "squad {{i}}?", "answers": [], "is_impossible": true}"""
            : $$"""{"question": "squad {{i}}?", "answers": [{"text": "a{{i}}", "answer_start": 0}], "is_impossible": false}""");
        return $$"""{"version": "v2.0", "data": [{"title": "t", "paragraphs": [{"context": "ctx", "qas": [{{string.Join(", ", questions)}}]}]}]}""";
    }
}
