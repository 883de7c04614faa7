using System.Diagnostics;
using System.Text;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Interop;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Normalize;

namespace Cuvee.Bench;

/// <summary>Throughput of the parts of the hot path, each over the whole file on one thread; every part asserts what it counted.</summary>
internal static class Parts
{
    private const int Rounds = 5;

    public static int Run(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var lines = bytes.AsSpan().Count((byte)'\n');
        Console.WriteLine($"{bytes.Length / 1e6:F0} MB, {lines:N0} lines; median of {Rounds}, GB/s of input on one thread");
        Measure("split into lines", bytes.Length, lines, () => Items(bytes).Count());
        Measure("SHA-256 of the whole", bytes.Length, 1, () => Hash(bytes));
        Measure("SHA-256 of each line", bytes.Length, lines, () => Items(bytes).Count(item => Hash(item.Value.Span) == 1));
        Measure("is it NFC", bytes.Length, lines, () => Items(bytes).Count(item => Nfc.IsNormalized(item.Value.Span) || item.Value.Length > 0));
        var tape = new JsonTape();
        Measure("parse", bytes.Length, lines, () => Items(bytes).Count(item => Parse(tape, item)));
        var reader = new RecordReader(format: null, map: null, keepExtra: false);
        Measure("read records", bytes.Length, lines, () => Read(bytes, tape, reader, _ => { }));
        var keys = new RecordKeys();
        Measure("read and serialize", bytes.Length, lines, () => Read(bytes, tape, reader, keys.Observe));
        var rows = new ByteBuffer(1 << 20);
        Measure("read and write rows", bytes.Length, lines, () => Read(bytes, tape, reader, record => WriteRow(rows, record)));
        return 0;
    }

    private static IEnumerable<Item> Items(byte[] bytes)
    {
        foreach (var block in new JsonLines().Split(new MemoryStream(bytes)))
        {
            foreach (var item in block) yield return item;
            block.Recycle();
        }
    }

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[32];
        Sha256.Hash(bytes, digest);
        return 1;
    }

    private static bool Parse(JsonTape tape, Item item)
    {
        tape.Recycle();
        return tape.Parse(item.Value) == JsonFault.None;
    }

    private static int Read(byte[] bytes, JsonTape tape, RecordReader reader, Action<Record> accept)
    {
        var records = 0;
        foreach (var item in Items(bytes))
        {
            if (Parse(tape, item)) records += reader.Read(tape.Root, default, accept, (_, problem) => throw new InvalidDataException(problem));
        }

        return records;
    }

    private static void WriteRow(ByteBuffer rows, Record record)
    {
        rows.Clear();
        StagedRecord.WriteRow(rows, record);
    }

    private static void Measure(string part, long bytes, long expected, Func<long> run)
    {
        var seconds = new double[Rounds + 1];
        for (var round = 0; round < seconds.Length; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var counted = run();
            seconds[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (counted != expected) throw new InvalidDataException($"{part}: counted {counted} instead of {expected}");
        }

        var median = seconds[1..].Order().ElementAt(Rounds / 2);
        Console.WriteLine($"{part,-24} {bytes / median / 1e9,6:F2} GB/s   {median * 1e6 / Math.Max(1, expected),8:F2} us each");
    }
}
