using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cuvee.Tokens;

namespace Cuvee.Bench;

/// <summary>How fast texts are counted on one thread, beside bench/tokens.mjs: every text value of a JSONL file is one text.</summary>
internal static class TokenSpeed
{
    private const int Rounds = 5;

    public static int Run(string path, string name, string? pattern)
    {
        var texts = new List<byte[]>();
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            Collect(document.RootElement, texts);
        }

        var bytes = texts.Sum(text => (long)text.Length);
        var clock = Stopwatch.StartNew();
        var tokenizer = Tokenizer.Load(name, Environment.CurrentDirectory, pattern);
        Console.WriteLine($"{name}: loaded in {clock.Elapsed.TotalMilliseconds:F0} ms");
        for (var round = 0; round < Rounds; round++)
        {
            var counter = tokenizer.Counter();
            var start = Environment.CpuUsage.UserTime;
            var tokens = texts.Sum(text => counter.Count(text));
            Console.WriteLine($"{name}: {texts.Count:N0} texts, {bytes / 1e6:F1} MB, {tokens} tokens, {bytes / 1e6 / (Environment.CpuUsage.UserTime - start).TotalSeconds:F1} MB for a second of a core");
        }

        Adversarial(tokenizer);
        return 0;
    }

    /// <summary>Texts that make careless merging quadratic: twice the length must not take four times as long.</summary>
    private static void Adversarial(Tokenizer tokenizer)
    {
        var random = new Random(7);
        var texts = new (string Name, Func<int, string> Of)[]
        {
            ("one letter", length => new string('a', length)),
            ("random letters", length => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(26))))),
            ("digits", length => new string('7', length)),
            ("blanks", length => new string(' ', length)),
            ("line ends and blanks", length => string.Concat(Enumerable.Repeat(" \n", length / 2))),
            ("emoji", length => string.Concat(Enumerable.Repeat("\U0001F468\u200D\U0001F469\u200D\U0001F467", length / 18))),
            ("Chinese", length => string.Concat(Enumerable.Range(0, length / 3).Select(_ => (char)(0x4E00 + random.Next(0x5000))))),
            ("punctuation", length => new string('=', length)),
            ("apostrophes", length => new string('\'', length)),
        };
        foreach (var (name, of) in texts)
        {
            var times = new List<string>();
            foreach (var length in (int[])[1 << 18, 1 << 19, 1 << 20])
            {
                var text = Encoding.UTF8.GetBytes(of(length));
                var clock = Stopwatch.StartNew();
                var tokens = tokenizer.Counter().Count(text);
                times.Add($"{clock.Elapsed.TotalMilliseconds:F0} ms ({tokens})");
            }

            Console.WriteLine($"  {name}, 256 KiB, 512 KiB, 1 MiB: {string.Join(", ", times)}");
        }
    }

    private static void Collect(JsonElement element, List<byte[]> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                texts.Add(Encoding.UTF8.GetBytes(element.GetString()!));
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Collect(item, texts);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Collect(member.Value, texts);
                break;
        }
    }
}
